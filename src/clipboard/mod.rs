//! The system's clipboard: what Tokendesk put there, and taking it away again, but never another program's content.

mod held;
mod memory;
mod owner;
mod served;
mod system;

pub use memory::MemoryClipboard;
pub use system::SystemClipboard;

use crate::model::{Cleared, ClipText, ClipboardFailure, ClipboardOwner, CopyId};

/// A clipboard. Every call blocks, perhaps for seconds where another program holds it and does not answer: call from jobs only.
pub trait Clipboard: Send + Sync {
    /// Puts `text` there, and asks clipboard managers not to record it.
    ///
    /// A put that arrives after one with a newer ticket does nothing, as if it had come in time and been replaced: two
    /// clicks in a row never leave the first one's text.
    fn put(&self, copy_id: CopyId, text: &ClipText) -> Result<(), ClipboardFailure>;

    /// Whether it still holds what was put there under this ticket.
    fn holds(&self, copy_id: CopyId) -> Result<bool, ClipboardFailure>;

    /// Who holds it now. Asks no other program where the system can tell by itself.
    fn owner(&self) -> Result<ClipboardOwner, ClipboardFailure>;

    /// Empties it, if it still holds what was put there under this ticket, and watches it for two seconds: what a clipboard manager
    /// puts back is cleared once more. [`ClipboardFailure::Restored`] if that comes back too: it is still ours to clear.
    fn clear(&self, copy_id: CopyId) -> Result<Cleared, ClipboardFailure>;
}
