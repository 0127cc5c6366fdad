use super::{Ask, Error};
use crate::service::{Block, Hash};
use jsonrpsee::proc_macros::rpc;
use lingnan_support::{bank_days::CalendarView, Jurisdiction};
use pallet_calendars::runtime_api::CalendarsApi;
use sp_api::ProvideRuntimeApi;
use sp_blockchain::HeaderBackend;

#[rpc(server)]
pub trait CalendarRpc {
	/// On which days a place's banks are open, in the years that are known.
	#[method(name = "calendar_get", blocking)]
	fn calendar(&self, place: Jurisdiction, at: Option<Hash>) -> Result<CalendarView, Error>;
}

impl<C> CalendarRpcServer for Ask<C>
where
	C: ProvideRuntimeApi<Block, Api: CalendarsApi<Block>> + HeaderBackend<Block> + 'static,
{
	fn calendar(&self, place: Jurisdiction, at: Option<Hash>) -> Result<CalendarView, Error> {
		self.ask::<dyn CalendarsApi<Block>, _>(at, |api, at| api.calendar(at, place))
	}
}
