//! What the program is about, as plain values: no I/O, no threads, no clock, no window.
//!
//! Text from outside becomes a type that cannot be wrong here (`ConsoleUrl::parse`, `ProfileName::parse`), and what can
//! go wrong elsewhere gets its words here ([`failure`]).

pub mod account;
pub mod activity;
pub mod age;
pub mod check_all_report;
pub mod check_outcome;
pub mod claims;
pub mod clear_reason;
pub mod clipboard;
pub mod clock;
pub mod connection_check;
pub mod console_url;
pub mod copy_format;
pub mod expiry;
pub mod failure;
pub mod host_lookalike;
pub mod import;
mod json_layout;
pub mod jwt;
pub mod last_verdict;
mod local_formats;
pub mod login_kind;
pub mod passphrase;
pub mod paste_target;
pub mod postman_file;
mod postman_vault;
pub mod profile;
pub mod profile_file;
mod profile_match;
pub mod request_examples;
mod request_format;
pub mod resource_path;
pub mod response;
pub mod response_text;
pub mod rotation;
pub mod rotation_message;
pub mod secret;
pub mod settings;
mod skeleton;
pub mod tag;
pub mod tag_settings;
pub mod text;
pub mod token;
pub mod totp_code;
pub mod vendor_profiles;
pub mod visible;

pub use account::{Account, AccountKind, ClientId, PasswordStorage, Username};
pub use activity::{ActivityEntry, ActivityKind, ActivityLine};
pub use check_all_report::{CheckAllReport, CheckAllReportLine};
pub use check_outcome::{Acceptance, CheckOutcome, Verdict};
pub use claims::{Claim, ClaimValue, Claims};
pub use clear_reason::ClearReason;
pub use clipboard::{ClearOutcome, ClipboardOwner, CopyId, CopyOutcome};
pub use clock::Now;
pub use connection_check::{ConnectionCheck, ProbeOutcome};
pub use console_url::ConsoleUrl;
pub use copy_format::CopyFormat;
pub use expiry::{Expiry, ExpirySource, TokenPhase};
pub use failure::{
    ClipboardFailure, ExportFailure, Failure, FailureText, FileFailure, KeyringFailure,
    ProfileFileFailure, ReadFailure, SettingsFileFailure, SignInFailure, SignInReport, SignInWith,
};
pub use host_lookalike::HostLookalike;
pub use import::{
    Candidate, CandidateSecret, ImportList, ImportOrigin, SealKey, SealedFile, VendorItem,
    VendorTool,
};
pub use last_verdict::{LastVerdict, SecretVerdict};
pub use local_formats::LocalFormats;
pub use login_kind::{KnownLogin, LoginKind, LoginKindOutcome};
pub use passphrase::generate_passphrase;
pub use paste_target::PasteTarget;
pub use postman_file::PostmanFile;
pub use postman_vault::PostmanVaultKeys;
pub use profile::{Listed, Profile, ProfileId, ProfileName, StoredProfile};
pub use profile_file::{ExportedProfile, FileKey, FileProtection, ProfileFileKind};
pub use profile_match::matching_profiles;
pub use request_format::{RequestAuth, RequestFormat};
pub use resource_path::{BasicPath, ResourcePath};
pub use response::{GetOutcome, RawResponse};
pub use response_text::ResponseText;
pub use rotation::{RotationOutcome, SkipReason, StoredOutcome};
pub use rotation_message::{RotationMessage, RotationTone};
pub use secret::{ClipText, Secret, SecretDraft, SpaceAtEnds};
pub use settings::{
    ClipboardDelay, Density, IdleLimit, Motion, Settings, SortBy, ThemeChoice, WindowPlace,
};
pub use skeleton::Skeleton;
pub use tag::{PinAndTag, Tag};
pub use tag_settings::{TagNameError, TagSettings};
pub use text::{capitalized, millis, uncapitalized};
pub use token::{Grant, SignInOutcome, Token};
pub use totp_code::TotpCode;
pub use vendor_profiles::{VendorConfig, VendorList, VendorProfile, VendorProfiles, VendorSecret};
pub use visible::{has_hidden, visible, visible_line, without_hidden};
