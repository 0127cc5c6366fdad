//! What a notice says, in four languages. Nothing of a record is put into a text: there is no place for it.

use crate::kind::Kind;
use serde::{Deserialize, Serialize};

/// In which language a subscriber reads.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Language {
	#[serde(rename = "en")]
	English,
	#[serde(rename = "zh-Hans")]
	Simplified,
	#[serde(rename = "zh-Hant")]
	Traditional,
	#[serde(rename = "pt")]
	Portuguese,
}

impl Language {
	pub const ALL: [Self; 4] = [Self::English, Self::Simplified, Self::Traditional, Self::Portuguese];

	/// As BCP 47 writes it.
	pub const fn tag(self) -> &'static str {
		match self {
			Self::English => "en",
			Self::Simplified => "zh-Hans",
			Self::Traditional => "zh-Hant",
			Self::Portuguese => "pt",
		}
	}

	/// The one of four texts that is in this language: English, simplified and traditional Chinese, Portuguese.
	const fn of(self, texts: [&'static str; 4]) -> &'static str {
		texts[self as usize]
	}
}

/// The sentence of a kind.
pub const fn words(kind: Kind, language: Language) -> &'static str {
	language.of(match kind {
		Kind::OfferArrived => {
			["An offer has arrived.", "您收到一份贷款方案。", "您收到一份貸款要約。", "Chegou uma proposta de crédito."]
		},
		Kind::OfferEnding => [
			"An offer ends soon.",
			"一份贷款方案即将到期失效。",
			"一份貸款要約即將失效。",
			"Uma proposta de crédito termina em breve.",
		],
		Kind::InstalmentSoon => [
			"An instalment is due within a week.",
			"一周内有一期还款到期。",
			"一星期內有一期還款到期。",
			"Uma prestação vence dentro de uma semana.",
		],
		Kind::InstalmentToday => {
			["An instalment is due today.", "今天有一期还款到期。", "今天有一期還款到期。", "Uma prestação vence hoje."]
		},
		Kind::InstalmentPastDue => {
			["An instalment is past due.", "有一期还款已逾期。", "有一期還款已逾期。", "Uma prestação está em mora."]
		},
		Kind::ConsentEnding => [
			"A consent ends within a week.",
			"一项授权将在一周内到期。",
			"一項同意將於一星期內到期。",
			"Um consentimento termina dentro de uma semana.",
		],
		Kind::ConsentUsed => [
			"An institution used a consent.",
			"有金融机构使用了您的授权。",
			"有貸款機構使用了您的同意。",
			"Uma instituição utilizou um consentimento.",
		],
		Kind::AttestationExpiring => [
			"An attestation counts for two weeks more at most.",
			"一项部门证明信息将在两周内失效。",
			"一項部門證明資料將於兩星期內失效。",
			"Uma declaração de um serviço deixa de contar dentro de duas semanas.",
		],
		Kind::AttestationCorrected => [
			"An agency corrected an attestation.",
			"有部门更正了一项证明信息。",
			"有部門更正了一項證明資料。",
			"Um serviço público rectificou uma declaração.",
		],
		Kind::DisputeAnswered => {
			["A dispute was answered.", "一项异议已有答复。", "一項異議已有答覆。", "Uma reclamação teve resposta."]
		},
		Kind::LoanClosed => [
			"A loan is repaid in full.",
			"一笔贷款已结清。",
			"一筆貸款已全數清還。",
			"Um crédito foi liquidado na totalidade.",
		],
		Kind::ApplicationArrived => [
			"A new application has arrived.",
			"收到一份新的融资申请。",
			"收到一份新的貸款申請。",
			"Chegou um novo pedido de crédito.",
		],
		Kind::OfferAccepted => [
			"An offer was accepted.",
			"一份贷款方案已被接受。",
			"一份貸款要約已獲接受。",
			"Uma proposta de crédito foi aceite.",
		],
		Kind::DecisionDue => [
			"An application must be decided within two days.",
			"有融资申请须在两天内审批。",
			"有貸款申請須於兩天內決定。",
			"Um pedido de crédito tem de ser decidido dentro de dois dias.",
		],
		Kind::DeletionOwed => [
			"A deletion statement is owed.",
			"有一份删除声明待提交。",
			"有一份刪除聲明待提交。",
			"Está em falta uma declaração de apagamento.",
		],
		Kind::DisputeOpened => [
			"An enterprise disputes an attestation.",
			"有企业对一项证明信息提出异议。",
			"有企業對一項證明資料提出異議。",
			"Uma empresa apresentou uma reclamação contra uma declaração.",
		],
		Kind::DisputeDue => [
			"A dispute must be answered within two days.",
			"有异议须在两天内答复。",
			"有異議須於兩天內答覆。",
			"Uma reclamação tem de ter resposta dentro de dois dias.",
		],
		Kind::Gap => [
			"Some notices may be missing: look into the portal.",
			"部分通知可能遗漏，请登录网络门户查看。",
			"部分通知可能遺漏，請登入網絡門戶查看。",
			"Podem faltar alguns avisos: consulte o portal.",
		],
	})
}

/// What stands above a notice.
pub const fn title(language: Language) -> &'static str {
	language.of(["Lingnan: a notice", "岭南：通知", "嶺南：通知", "Lingnan: aviso"])
}

/// The subject of the message that brings a code.
pub const fn confirmation_title(language: Language) -> &'static str {
	language.of([
		"Lingnan: confirm that notices may come here",
		"岭南：请确认在此接收通知",
		"嶺南：請確認在此接收通知",
		"Lingnan: confirme que quer receber avisos aqui",
	])
}

/// What stands before a code.
pub const fn confirmation(language: Language) -> &'static str {
	language.of([
		"Enter this code in the portal, under Notices. If you did not ask for notices, do nothing: none will come.",
		"请在网络门户的“通知”页面输入此验证码。如非您本人申请，请忽略：不会有通知发来。",
		"請於網絡門戶的「通知」頁面輸入此驗證碼。如非您本人申請，請不予理會：不會有通知發出。",
		"Introduza este código no portal, em Avisos. Se não pediu avisos, não faça nada: não receberá nenhum.",
	])
}

/// How to have an end of it.
pub const fn how_to_stop(language: Language) -> &'static str {
	language.of([
		"What it is about, and how to stop notices, is in the portal:",
		"详情及停止通知的方法，请见网络门户：",
		"詳情及停止通知的方法，請見網絡門戶：",
		"O assunto, e como deixar de receber avisos, está no portal:",
	])
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn every_kind_speaks_four_languages_and_no_sentence_has_a_figure() {
		for kind in Kind::ALL {
			let said: Vec<&str> = Language::ALL.iter().map(|language| words(*kind, *language)).collect();
			for (place, text) in said.iter().enumerate() {
				assert!(!text.is_empty() && !text.chars().any(|c| c.is_numeric() && !"一两兩".contains(c)), "{text}");
				assert!(said.iter().skip(place + 1).all(|other| other != text), "{text} stands twice");
			}
		}
		let tags: Vec<_> = Language::ALL.iter().map(|one| serde_json::to_value(one).unwrap()).collect();
		assert_eq!(tags, Language::ALL.map(Language::tag));
	}
}
