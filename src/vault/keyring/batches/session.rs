//! An encrypted session with a Secret Service, `dh-ietf1024-sha256-aes128-cbc-pkcs7`: secrets cross the bus encrypted. See the
//! Secret Service API Draft 0.2, "Transfer of Secrets". The store's library has the same, but keeps it to itself.

use aws_lc_rs::cipher::{AES_128, DecryptionContext, PaddedBlockDecryptingKey, UnboundCipherKey};
use aws_lc_rs::hkdf::{HKDF_SHA256, KeyType, Salt};
use aws_lc_rs::iv::FixedLength;
use num_bigint::BigUint;
use zeroize::Zeroizing;

use super::service::{EncryptedSecret, NotRead, Service, SessionPath};
use crate::vault::record::Payload;

const ALGORITHM: &str = "dh-ietf1024-sha256-aes128-cbc-pkcs7";

/// The Second Oakley Group, RFC 2409, section 6.2.
const PRIME: &[u8] = b"\
    FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74\
    020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F1437\
    4FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED\
    EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE65381FFFFFFFFFFFFFFFF";
const PRIME_BYTES: usize = 128;
const GENERATOR: u8 = 2;

/// Three times the group's strength of 80 bits; RFC 7919 asks for twice.
const EXPONENT_BYTES: usize = 32;

const KEY_BYTES: usize = 16;
const IV_BYTES: usize = 16;

pub(super) struct Session {
    path: SessionPath,
    key: PaddedBlockDecryptingKey,
}

impl Session {
    pub(super) fn open(service: &Service) -> Result<Self, NotRead> {
        let prime = BigUint::parse_bytes(PRIME, 16).ok_or(NotRead)?;
        let mut exponent = Zeroizing::new([0; EXPONENT_BYTES]);
        // Not aws-lc's generator: it first gathers entropy, for tens of milliseconds.
        getrandom::fill(&mut *exponent).ok().ok_or(NotRead)?;
        let exponent = BigUint::from_bytes_be(&*exponent);
        let public = BigUint::from(GENERATOR).modpow(&exponent, &prime);

        let (their_public, path) = service.open_session(ALGORITHM, public.to_bytes_be())?;
        let their_public = BigUint::from_bytes_be(&their_public);

        let shared = Zeroizing::new(their_public.modpow(&exponent, &prime).to_bytes_be());
        let mut padded = Zeroizing::new([0; PRIME_BYTES]);
        padded[PRIME_BYTES - shared.len()..].copy_from_slice(&shared);
        let mut key = Zeroizing::new([0; KEY_BYTES]);
        let derived = Salt::none(HKDF_SHA256).extract(&*padded);
        derived.expand(&[], KeyLength)?.fill(&mut *key)?;
        let key = PaddedBlockDecryptingKey::cbc_pkcs7(UnboundCipherKey::new(&AES_128, &*key)?)?;
        Ok(Self { path, key })
    }

    pub(super) fn path(&self) -> &SessionPath {
        &self.path
    }

    /// In place, so that there is one copy to wipe.
    pub(super) fn decrypt(&self, secret: EncryptedSecret) -> Result<Payload, NotRead> {
        let (_session, iv, ciphertext, _content_type) = secret;
        let iv: [u8; IV_BYTES] = iv.try_into().ok().ok_or(NotRead)?;
        let mut payload = Payload::new(ciphertext);
        let context = DecryptionContext::Iv128(FixedLength::from(iv));
        let length = self.key.decrypt(&mut payload, context)?.len();
        payload.truncate(length);
        Ok(payload)
    }
}

struct KeyLength;

impl KeyType for KeyLength {
    fn len(&self) -> usize {
        KEY_BYTES
    }
}
