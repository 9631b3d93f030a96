//! Lists the keyring of this session, and prints how many rows there were and when the first and the last came, in milliseconds.

#![expect(clippy::print_stdout, reason = "what it is for")]

use std::time::Duration;

use tokendesk::os::{Cancel, clock};
use tokendesk::vault::{KeyringVault, Vault as _};

fn main() -> anyhow::Result<()> {
    let (_, start) = clock::read();
    let elapsed = || clock::read().1.saturating_sub(start);
    let (mut rows, mut first) = (0, Duration::ZERO);
    let end = KeyringVault::new().list(&Cancel::default(), &mut |_| {
        if rows == 0 {
            first = elapsed();
        }
        rows += 1;
    });
    anyhow::ensure!(end.is_ok(), "the keyring could not be listed");
    let millis = |time: Duration| time.as_secs_f64() * 1000.0;
    println!("{rows} {:.2} {:.2}", millis(first), millis(elapsed()));
    Ok(())
}
