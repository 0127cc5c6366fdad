#![doc = include_str!("../README.md")]

pub mod chain;
pub mod config;
pub mod confirmation;
pub mod delivery;
pub mod finality;
pub mod metrics;
pub mod names;
pub mod opening;
pub mod route;

use anyhow::Context;
use chain::Chain;
use config::Config;
use futures::future::join_all;
use lingnan_types::Jurisdiction;
use metrics::Metrics;
use names::Pallets;
use route::Route;
use std::{collections::BTreeMap, sync::Arc};

/// Chains by the place that each is of.
pub type Chains = BTreeMap<Jurisdiction, Arc<Chain>>;

/// The chains of a configuration.
pub fn chains(config: &Config) -> anyhow::Result<Chains> {
	config
		.chains
		.iter()
		.map(|(place, chain)| Ok((*place, Arc::new(Chain::new(*place, chain).map_err(anyhow::Error::msg)?))))
		.collect()
}

/// Carries until the program is ended.
pub async fn run(config: Config) -> anyhow::Result<()> {
	let chains = chains(&config)?;
	let metrics = Metrics::new()?;
	let mut tasks: Vec<tokio::task::JoinHandle<anyhow::Result<()>>> = Vec::new();
	if let Some(address) = config.metrics {
		let served = metrics.clone();
		tasks.push(tokio::spawn(async move {
			served.serve(address).await.with_context(|| format!("metrics: {address}: choose an address that is free"))
		}));
	}
	for corridor in &config.corridors {
		let (one, other) = corridor.ends();
		for (from, to) in [(one, other), (other, one)] {
			let route = Route {
				corridor: *corridor,
				pallets: Pallets::of(*corridor),
				from: chains[&from].clone(),
				to: chains[&to].clone(),
				metrics: metrics.clone(),
				poll: config.poll(),
				standby: config.standby(),
				batch: config.batch.into(),
			};
			tasks.push(tokio::spawn(async move {
				route.run().await;
				Ok(())
			}));
		}
	}
	// None of them ends but in an error.
	let (first, _, _) = futures::future::select_all(tasks).await;
	first?
}

/// Asks every chain of the configuration whether it answers and is the place it is taken for.
pub async fn check(config: &Config) -> anyhow::Result<Vec<String>> {
	let chains = chains(config)?;
	let lines = join_all(chains.values().map(|chain| async move {
		let head = chain.finalised().await?;
		let account = sp_core::crypto::AccountId32::new(chain.account());
		Ok::<_, chain::Trouble>(format!("{:?}: block {} is final; signs as {account}", chain.place, head.number))
	}))
	.await;
	lines.into_iter().map(|line| line.map_err(Into::into)).collect()
}
