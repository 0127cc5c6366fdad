mod give;
mod invariants;
mod pause_resume;
mod record_disclosure;
mod revoke;
mod state_deletion;
mod use_consent;
