mod give;
mod invariants;
mod pause_resume;
mod revoke;
mod state_deletion;
mod use_consent;
