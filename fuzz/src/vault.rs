#[path = "../../src/vault/record.rs"]
mod record;

use crate::model::ProfileId;

const ID: &str = "7b6f8a0e-3d0c-4f0c-9a51-0f5d4d6b2f10";

/// A readable payload survives a write and a rewrite.
pub fn record(payload: &[u8]) {
    let Some(id) = ProfileId::parse(ID) else {
        unreachable!("a constant");
    };
    drop(record::read_row(id, payload));
    let Ok(read) = record::read(id, payload) else {
        return;
    };
    // The rest of the payload counts too, so either can be too large.
    for written in [
        record::write(&read),
        record::rewrite(payload, read.profile.rev, &read),
    ] {
        let Ok(written) = written else { continue };
        let Ok(again) = record::read(id, &written) else {
            panic!("what was written cannot be read");
        };
        assert!(again.profile == read.profile);
        let secrets =
            [&again, &read].map(|stored| stored.secret.as_ref().map(|s| s.expose_secret()));
        assert!(secrets[0] == secrets[1]);
    }
}
