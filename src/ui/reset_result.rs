//! In the check of a reset: what is known of each secret.
