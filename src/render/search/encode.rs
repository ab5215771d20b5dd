//! Lists of slots as text: gaps in groups of five bits, one character of 64 for each group, the low group first; the
//! sixth bit says that another group follows. A list of more than half of all postings is written as `~` and the
//! slots that it leaves out.

use crate::plan::{EMPTY, PostingId};

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The slots that hold a posting.
pub(super) struct Slots {
    /// Numbers of the slots, rising.
    pub(super) filled: Vec<u32>,
    /// The posting of each.
    pub(super) postings: Vec<PostingId>,
    /// Slot of every posting of the plan; `EMPTY` where it has none.
    of: Vec<u32>,
}

impl Slots {
    pub(super) fn new(slots: &[PostingId]) -> Slots {
        let pairs = (0_u32..).zip(slots).filter(|(_, posting)| **posting != EMPTY);
        let (filled, postings): (Vec<u32>, Vec<PostingId>) = pairs.map(|(slot, posting)| (slot, *posting)).unzip();
        let most = postings.iter().max().map_or(0, |most| *most as usize + 1);
        let mut of = vec![EMPTY; most];
        filled.iter().zip(&postings).for_each(|(slot, posting)| of[*posting as usize] = *slot);
        Slots { filled, postings, of }
    }

    /// The slots of some postings, rising.
    pub(super) fn of(&self, postings: &[PostingId]) -> Vec<u32> {
        let slot = |posting: &PostingId| self.of.get(*posting as usize).copied().filter(|slot| *slot != EMPTY);
        let mut slots: Vec<u32> = postings.iter().filter_map(slot).collect();
        slots.sort_unstable();
        slots
    }

    /// The slots without a posting, as text.
    pub(super) fn empty(&self, count: usize) -> String {
        let mut filled = self.filled.iter().copied().peekable();
        let mut text = String::new();
        gaps((0..u32::try_from(count).unwrap_or(u32::MAX)).filter(|slot| filled.next_if_eq(slot).is_none()), &mut text);
        text
    }

    /// Writes a rising list of slots.
    pub(super) fn write(&self, list: &[u32], text: &mut String) {
        if list.len() * 2 <= self.filled.len() {
            return gaps(list.iter().copied(), text);
        }
        text.push('~');
        let mut list = list.iter().copied().peekable();
        let left_out = self.filled.iter().copied().filter(|slot| list.next_if_eq(slot).is_none());
        gaps(left_out, text);
    }
}

/// The character of a number below 64.
pub(super) fn character(number: u8) -> char {
    char::from(ALPHABET[usize::from(number & 63)])
}

fn gaps(numbers: impl Iterator<Item = u32>, text: &mut String) {
    let mut next = 0;
    for number in numbers {
        let mut gap = number - next;
        next = number + 1;
        while gap >= 32 {
            text.push(character((gap & 31) as u8 | 32));
            gap >>= 5;
        }
        text.push(character((gap & 31) as u8));
    }
}

#[cfg(test)]
mod tests {
    use super::Slots;
    use crate::plan::EMPTY;

    fn written(slots: &Slots, list: &[u32]) -> String {
        let mut text = String::new();
        slots.write(list, &mut text);
        text
    }

    #[test]
    fn lists_are_gaps_and_long_ones_what_they_leave_out() {
        let slots = Slots::new(&[0, EMPTY, 2, 1, EMPTY, 3]);
        assert_eq!(slots.filled, [0, 2, 3, 5]);
        assert_eq!(slots.of(&[1, 0]), [0, 3]);
        assert_eq!(written(&slots, &[2, 5]), "CC");
        assert_eq!(written(&slots, &[0, 2, 3, 5]), "~");
        assert_eq!(written(&slots, &[0, 2, 5]), "~D");
        let many: Vec<u32> = (0..3000).collect();
        assert_eq!(written(&Slots::new(&many), &[31, 64, 2000]), "fgBv8B");
    }
}
