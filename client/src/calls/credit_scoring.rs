//! Calls about scorecards and ratings.

use lingnan_types::{rating::GradeProof, scorecard::ScorecardSpec, Date, RegistrationNumber, ScorecardId};
use subxt::utils::H256;

super::calls! { "CreditScoring":
	/// Proposes a scorecard (agency, institution).
	ProposeScorecard = propose_scorecard { scorecard: ScorecardSpec }
	/// Validates somebody else's scorecard by a report, of which this is the SHA-256 (agency).
	ValidateScorecard = validate_scorecard { scorecard: ScorecardId, report: H256, valid_until: Date }
	/// Makes a scorecard the one that counts (governance).
	ActivateChampion = activate_champion { scorecard: ScorecardId }
	/// Stops a scorecard for some time (a third of the agencies).
	SuspendScorecard = suspend_scorecard { scorecard: ScorecardId }
	/// Retires a scorecard for good (governance).
	RetireScorecard = retire_scorecard { scorecard: ScorecardId }
	/// Proves a grade without its figures (enterprise).
	ProveGrade = prove_grade { enterprise: RegistrationNumber, proof: GradeProof }
	/// Lets a stopped scorecard rate again (governance).
	ResumeScorecard = resume_scorecard { scorecard: ScorecardId }
}
