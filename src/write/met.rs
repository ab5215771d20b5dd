//! Values of facets that were met while the board is read: each thread holds equal ones once, not once for every run.

use std::sync::Mutex;

use crate::plan::Values;

/// One table for each thread. No thread waits for another: whoever finds the table in use takes one of its own.
#[derive(Debug)]
pub(super) struct Met(Vec<Mutex<Values>>);

impl Default for Met {
    fn default() -> Met {
        Met((0..rayon::current_num_threads().max(1)).map(|_| Mutex::default()).collect())
    }
}

impl Met {
    /// Does some work with the table of this thread.
    pub(super) fn with<R>(&self, work: impl FnOnce(&mut Values) -> R) -> R {
        let table = self.0.get(rayon::current_thread_index().unwrap_or_default());
        match table.and_then(|table| table.try_lock().ok()) {
            Some(mut values) => work(&mut values),
            None => work(&mut Values::default()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Met;
    use crate::model::{FacetKind, Slug};
    use crate::plan::{ListKind, Value};

    #[test]
    fn a_value_that_was_met_is_held_once() {
        let met = Met::default();
        let value = || Value {
            kind: ListKind::Facet(FacetKind::Tags),
            slug: Slug::of_any("rust"),
            value: "rust".to_owned(),
            name: "Rust".to_owned(),
        };
        let [first, second] = [(); 2].map(|()| met.with(|values| values.share(value())));
        assert!(std::ptr::eq(first.value(), second.value()));
        let within = met.with(|_| met.with(|values| values.share(value())));
        assert_eq!(within.value(), first.value());
    }
}
