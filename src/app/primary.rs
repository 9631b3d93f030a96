use crate::model::ProfileId;

/// What the primary button and Ctrl+Enter do while no dialog is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Primary {
    /// *New profile*, on an empty list.
    NewProfile,
    /// *Try again*: read the keyring.
    Reload,
    /// *Get token and copy header*.
    GetToken(ProfileId),
    /// *Copy header*.
    CopyHeader(ProfileId),
    /// *Renew and copy*: the token expires soon, or expired after its header was copied.
    RenewAndCopy(ProfileId),
    /// *Enter new secret*.
    EnterNewSecret(ProfileId),
    /// *Try again*: sign in.
    TryAgain(ProfileId),
    /// *Sign in and copy header*: with what was typed.
    SignIn(ProfileId),
    /// *Use a two-factor code*.
    UseCode(ProfileId),
    /// *Create API client profile*.
    MakeApiClient(ProfileId),
    /// Nothing: *Cancel* is the only button.
    None,
}
