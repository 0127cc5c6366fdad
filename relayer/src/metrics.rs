//! What Prometheus is told, and by which it can be told that something stands still.

use crate::{
	finality::LightClient,
	route::{Route, View},
};
use http_body_util::Full;
use hyper::{body::Bytes, server::conn::http1, service::service_fn, Response};
use hyper_util::rt::{TokioIo, TokioTimer};
use prometheus::{Encoder, GaugeVec, IntCounterVec, IntGaugeVec, Opts, Registry, TextEncoder};
use std::{convert::Infallible, net::SocketAddr, time::Duration};
use tokio::net::TcpListener;

const ROUTE: [&str; 3] = ["corridor", "from", "to"];

/// Time for a request to arrive.
const PATIENCE: Duration = Duration::from_secs(10);

#[derive(Clone)]
pub struct Metrics {
	registry: Registry,
	final_block: IntGaugeVec,
	known_block: IntGaugeVec,
	following: IntGaugeVec,
	sent: IntGaugeVec,
	delivered: IntGaugeVec,
	confirmed: IntGaugeVec,
	waiting: GaugeVec,
	brought: IntCounterVec,
	gave_way: IntCounterVec,
	overtaken: IntCounterVec,
	trouble: IntCounterVec,
}

impl Metrics {
	pub fn new() -> prometheus::Result<Self> {
		let registry = Registry::new();
		let gauge = |name: &str, help: &str, labels: &[&str]| -> prometheus::Result<IntGaugeVec> {
			let gauge = IntGaugeVec::new(Opts::new(format!("lingnan_relayer_{name}"), help), labels)?;
			registry.register(Box::new(gauge.clone())).map(|()| gauge)
		};
		let counter = |name: &str, help: &str, labels: &[&str]| -> prometheus::Result<IntCounterVec> {
			let counter = IntCounterVec::new(Opts::new(format!("lingnan_relayer_{name}"), help), labels)?;
			registry.register(Box::new(counter.clone())).map(|()| counter)
		};
		let waiting = GaugeVec::new(
			Opts::new("lingnan_relayer_waiting_seconds", "How long work that is to be brought this way has waited"),
			&ROUTE,
		)?;
		registry.register(Box::new(waiting.clone()))?;
		let kind = ["corridor", "from", "to", "kind"];
		Ok(Self {
			final_block: gauge("final_block", "Number of a chain's last final block", &["chain"])?,
			known_block: gauge("known_block", "Number of the last block of `from` that `to` knows", &ROUTE)?,
			following: gauge("following", "1 while the light client on `to` takes headers of `from`", &ROUTE)?,
			sent: gauge("sent", "Number of the last message sent this way, in a final block", &ROUTE)?,
			delivered: gauge("delivered", "Number of the last message that arrived", &ROUTE)?,
			confirmed: gauge("confirmed", "Number of the last message whose arrival the sender knows", &ROUTE)?,
			brought: counter("brought_total", "Transactions of this relayer that brought something", &kind)?,
			gave_way: counter("gave_way_total", "Work left to a transaction of others that was in the pool", &ROUTE)?,
			overtaken: counter(
				"overtaken_total",
				"Transactions of this relayer that others had made needless",
				&ROUTE,
			)?,
			trouble: counter("trouble_total", "Steps that ended in trouble", &ROUTE)?,
			waiting,
			registry,
		})
	}

	pub fn saw(&self, route: &Route, view: &View) {
		let labels = labels(route);
		let labels = labels.each_ref().map(String::as_str);
		self.final_block.with_label_values(&[labels[1]]).set(view.final_here.number.into());
		let known = match &view.client {
			LightClient::Following(follower) => Some(follower.known.0),
			_ => None,
		};
		self.following.with_label_values(&labels).set(known.is_some().into());
		self.known_block.with_label_values(&labels).set(known.unwrap_or_default().into());
		let last = |of: fn(&crate::route::Lane) -> u64| view.lanes.iter().map(of).max().unwrap_or_default() as i64;
		self.sent.with_label_values(&labels).set(last(|lane| lane.sent.latest_generated_nonce));
		self.delivered.with_label_values(&labels).set(last(|lane| lane.arrived_there.last_delivered_nonce()));
		self.confirmed.with_label_values(&labels).set(last(|lane| lane.sent.latest_received_nonce));
	}

	pub fn waits(&self, route: &Route, since: Duration) {
		self.waiting.with_label_values(&labels(route).each_ref().map(String::as_str)).set(since.as_secs_f64());
	}

	pub fn brought(&self, route: &Route, kind: &str) {
		let [corridor, from, to] = labels(route);
		self.brought.with_label_values(&[&corridor, &from, &to, kind]).inc();
	}

	pub fn gave_way(&self, route: &Route) {
		self.gave_way.with_label_values(&labels(route).each_ref().map(String::as_str)).inc();
	}

	pub fn overtaken(&self, route: &Route) {
		self.overtaken.with_label_values(&labels(route).each_ref().map(String::as_str)).inc();
	}

	pub fn trouble(&self, route: &Route) {
		self.trouble.with_label_values(&labels(route).each_ref().map(String::as_str)).inc();
	}

	fn text(&self) -> Vec<u8> {
		let mut text = Vec::new();
		// Nothing here can fail but the registry's own promise that names are unique.
		let _ = TextEncoder::new().encode(&self.registry.gather(), &mut text);
		text
	}

	/// Answers every request with all of it.
	pub async fn serve(self, address: SocketAddr) -> std::io::Result<()> {
		let listener = TcpListener::bind(address).await?;
		loop {
			let (stream, _) = match listener.accept().await {
				Ok(accepted) => accepted,
				Err(error) => {
					tracing::debug!(%error, "a request for metrics failed");
					continue;
				},
			};
			let metrics = self.clone();
			let answer = service_fn(move |_| {
				let text = metrics.text();
				async move { Ok::<_, Infallible>(Response::new(Full::new(Bytes::from(text)))) }
			});
			tokio::spawn(
				http1::Builder::new()
					.timer(TokioTimer::new())
					.header_read_timeout(PATIENCE)
					.serve_connection(TokioIo::new(stream), answer),
			);
		}
	}
}

fn labels(route: &Route) -> [String; 3] {
	[format!("{:?}", route.corridor), format!("{:?}", route.from.place), format!("{:?}", route.to.place)]
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_names_are_unique_and_the_text_is_prometheus_own() {
		let metrics = Metrics::new().unwrap();
		metrics.sent.with_label_values(&["GuangdongMacao", "Guangdong", "Macao"]).set(7);
		let text = String::from_utf8(metrics.text()).unwrap();
		let line = "lingnan_relayer_sent{corridor=\"GuangdongMacao\",from=\"Guangdong\",to=\"Macao\"} 7";
		assert!(text.contains(line), "{text}");
	}
}
