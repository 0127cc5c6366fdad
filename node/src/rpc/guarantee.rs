use super::{Ask, Error};
use crate::service::{Block, Hash};
use jsonrpsee::{core::async_trait, proc_macros::rpc, Extensions};
use lingnan_runtime::AccountId;
use lingnan_support::{
	guarantee::{GuaranteeView, GuarantorView, PoolAccountView},
	loan_class::{ClassRuleView, ClassificationView},
	GuaranteeId, GuarantorId, LoanId, Page, Paging,
};
use pallet_classification::runtime_api::ClassificationApi;
use pallet_guarantees::runtime_api::GuaranteesApi;
use sp_api::{ApiRef, ProvideRuntimeApi};
use sp_blockchain::HeaderBackend;

#[rpc(server)]
pub trait GuaranteeRpc {
	/// Who can stand behind loans.
	#[method(name = "guarantee_guarantors", with_extensions)]
	async fn guarantors(&self, at: Option<Hash>, page: Option<Paging>)
		-> Result<Page<GuarantorView<AccountId>>, Error>;

	/// A guarantee, or null.
	#[method(name = "guarantee_get", blocking)]
	fn guarantee(&self, guarantee: GuaranteeId, at: Option<Hash>) -> Result<Option<GuaranteeView>, Error>;

	/// The guarantees of a loan, or of the application that it will come from.
	#[method(name = "guarantee_of", blocking)]
	fn guarantees_of(&self, loan: LoanId, at: Option<Hash>) -> Result<Vec<GuaranteeView>, Error>;

	/// The guarantees of which a guarantor has a part.
	#[method(name = "guarantee_by", with_extensions)]
	async fn guarantees_by(
		&self,
		guarantor: GuarantorId,
		at: Option<Hash>,
		page: Option<Paging>,
	) -> Result<Page<GuaranteeView>, Error>;

	/// What each institution used of a guarantor.
	#[method(name = "guarantee_accounts", with_extensions)]
	async fn pool_accounts(
		&self,
		guarantor: GuarantorId,
		at: Option<Hash>,
		page: Option<Paging>,
	) -> Result<Page<PoolAccountView>, Error>;

	/// The class of a loan, or null.
	#[method(name = "classification_get", blocking)]
	fn classification(&self, loan: LoanId, at: Option<Hash>) -> Result<Option<ClassificationView>, Error>;

	/// What each place demands of the classes of its banks' loans.
	#[method(name = "classification_rules", blocking)]
	fn class_rules(&self, at: Option<Hash>) -> Result<Vec<ClassRuleView>, Error>;
}

#[async_trait]
impl<C> GuaranteeRpcServer for Ask<C>
where
	C: ProvideRuntimeApi<Block, Api: GuaranteesApi<Block, AccountId> + ClassificationApi<Block>>
		+ HeaderBackend<Block>
		+ 'static,
{
	async fn guarantors(
		&self,
		asker: &Extensions,
		at: Option<Hash>,
		page: Option<Paging>,
	) -> Result<Page<GuarantorView<AccountId>>, Error> {
		let question = move |api: ApiRef<C::Api>, at| api.guarantors(at, page.unwrap_or_default());
		self.ask_in_turn::<dyn GuaranteesApi<Block, AccountId>, _>(asker, at, question).await
	}

	fn guarantee(&self, guarantee: GuaranteeId, at: Option<Hash>) -> Result<Option<GuaranteeView>, Error> {
		self.ask::<dyn GuaranteesApi<Block, AccountId>, _>(at, |api, at| api.guarantee(at, guarantee))
	}

	fn guarantees_of(&self, loan: LoanId, at: Option<Hash>) -> Result<Vec<GuaranteeView>, Error> {
		self.ask::<dyn GuaranteesApi<Block, AccountId>, _>(at, |api, at| api.guarantees_of(at, loan))
	}

	async fn guarantees_by(
		&self,
		asker: &Extensions,
		guarantor: GuarantorId,
		at: Option<Hash>,
		page: Option<Paging>,
	) -> Result<Page<GuaranteeView>, Error> {
		let question = move |api: ApiRef<C::Api>, at| api.guarantees_by(at, guarantor, page.unwrap_or_default());
		self.ask_in_turn::<dyn GuaranteesApi<Block, AccountId>, _>(asker, at, question).await
	}

	async fn pool_accounts(
		&self,
		asker: &Extensions,
		guarantor: GuarantorId,
		at: Option<Hash>,
		page: Option<Paging>,
	) -> Result<Page<PoolAccountView>, Error> {
		let question = move |api: ApiRef<C::Api>, at| api.pool_accounts(at, guarantor, page.unwrap_or_default());
		self.ask_in_turn::<dyn GuaranteesApi<Block, AccountId>, _>(asker, at, question).await
	}

	fn classification(&self, loan: LoanId, at: Option<Hash>) -> Result<Option<ClassificationView>, Error> {
		self.ask::<dyn ClassificationApi<Block>, _>(at, |api, at| api.classification(at, loan))
	}

	fn class_rules(&self, at: Option<Hash>) -> Result<Vec<ClassRuleView>, Error> {
		self.ask::<dyn ClassificationApi<Block>, _>(at, |api, at| api.class_rules(at))
	}
}
