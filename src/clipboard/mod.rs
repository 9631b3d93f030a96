//! The clipboard: copying to it, and clearing our own copy, never another program's.

mod memory;
mod overwrite_served;
mod own_copy;
mod selection_owner;
mod system;

pub use memory::MemoryClipboard;
pub use system::SystemClipboard;

use crate::model::{ClearOutcome, ClipText, ClipboardFailure, ClipboardOwner, CopyId};

/// Every call blocks, for seconds where another program owns the clipboard and hangs: call from jobs only.
pub trait Clipboard: Send + Sync {
    /// Asks clipboard managers not to record `text`. Does nothing if a newer copy was put already: after two clicks in a row the
    /// first one's text never stays.
    fn put(&self, copy_id: CopyId, text: &ClipText) -> Result<(), ClipboardFailure>;

    /// Whether this copy is still there.
    fn holds(&self, copy_id: CopyId) -> Result<bool, ClipboardFailure>;

    /// Asks another program only if the system does not report the owner.
    fn owner(&self) -> Result<ClipboardOwner, ClipboardFailure>;

    /// Clears this copy if it is still there, and watches for two seconds: what a clipboard manager restores is cleared once more.
    /// [`ClipboardFailure::Restored`] if it is restored again; the copy can then still be cleared.
    fn clear(&self, copy_id: CopyId) -> Result<ClearOutcome, ClipboardFailure>;
}
