//! Counts a planted secret in the memory of this process.

use std::fs::{self, File};
use std::os::unix::fs::FileExt as _;

use tokendesk::os::clock;

/// So much of its end is looked for: a copy that was cut at its start counts too.
const TAIL_BYTES: usize = 24;
/// How the bytes are kept here, so that they are not found where they are remembered.
const MASK: u8 = 0xa5;

/// A random text that nothing holds but what it is given to.
pub(crate) struct Planted(Vec<u8>);

impl Planted {
    /// A text of this length.
    pub(crate) fn new(bytes: usize) -> Self {
        let digits = std::iter::repeat_with(|| uuid::Uuid::new_v4().into_bytes()).flatten();
        let letters = digits.map(|byte| (b'a' + byte % 26) ^ MASK);
        Self(letters.take(bytes).collect())
    }

    /// This text.
    pub(crate) fn of(text: &str) -> Self {
        Self(text.bytes().map(|byte| byte ^ MASK).collect())
    }

    /// As it can be handed to another process without being found there.
    pub(crate) fn masked(&self) -> &[u8] {
        &self.0
    }

    /// What [`Self::masked`] gave.
    pub(crate) fn unmask(masked: Vec<u8>) -> Self {
        Self(masked)
    }

    /// The text.
    pub(crate) fn text(&self) -> String {
        self.0.iter().map(|byte| char::from(byte ^ MASK)).collect()
    }

    /// How many copies of its end the writable memory of this process holds, as they are.
    pub(crate) fn count(&self) -> usize {
        let tail = &self.0[self.0.len() - TAIL_BYTES..];
        let memory = File::open("/proc/self/mem").unwrap();
        let maps = fs::read_to_string("/proc/self/maps").unwrap();
        let mut part = vec![0; 1 << 20];
        let mut found = 0;
        for (start, end) in maps.lines().filter_map(writable) {
            let mut from = start;
            while from < end {
                let bytes = usize::try_from(end - from).unwrap().min(part.len());
                let Ok(read @ 1..) = memory.read_at(&mut part[..bytes], from) else {
                    break;
                };
                found += occurrences(&part[..read], tail);
                // A text may lie across two parts.
                let overlap = if read == part.len() { TAIL_BYTES } else { 0 };
                from += u64::try_from(read - overlap).unwrap();
            }
        }
        found
    }
}

/// Waits until no copy is left.
pub(crate) fn until_gone(planted: &Planted) {
    let deadline = clock::read().1 + std::time::Duration::from_secs(30);
    loop {
        let left = planted.count();
        if left == 0 {
            return;
        }
        assert!(
            clock::read().1 < deadline,
            "{left} copies are still in memory"
        );
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
}

fn writable(line: &str) -> Option<(u64, u64)> {
    let mut columns = line.split(' ');
    let (start, end) = columns.next()?.split_once('-')?;
    let address = |text| u64::from_str_radix(text, 16).ok();
    columns
        .next()?
        .starts_with("rw")
        .then_some((address(start)?, address(end)?))
}

/// Compared through the mask, so that the search leaves no copy of what it looks for.
fn occurrences(memory: &[u8], masked: &[u8]) -> usize {
    let first = masked[0] ^ MASK;
    let is_at = |start: usize| {
        let found = memory.get(start..start + masked.len());
        found.is_some_and(|found| found.iter().zip(masked).all(|(a, b)| *a == b ^ MASK))
    };
    let mut found = 0;
    // `contains` is quick without optimization too, and most of memory holds nothing like it.
    for (at, chunk) in memory.chunks(64).enumerate() {
        if chunk.contains(&first) {
            let starts = (0..chunk.len()).filter(|offset| chunk[*offset] == first);
            found += starts.filter(|offset| is_at(at * 64 + offset)).count();
        }
    }
    found
}
