//! A value with its origin. Whoever needs to know how sure a value is, asks here.

use serde::{Deserialize, Serialize};

use crate::source::Span;

/// How a value came to be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// The author wrote it.
    Stated,
    /// It follows from what the author wrote beyond doubt (Berlin is in Germany).
    Derived,
    /// It is likely, or the board's settings say so when a posting is silent. Never reaches structured data.
    Assumed,
}

/// A value, how it is known, and where it was read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Fact<T> {
    /// The value.
    pub value: T,
    /// How it is known.
    pub origin: Origin,
    /// The text it was read from.
    pub span: Span,
}

impl<T> Fact<T> {
    /// What the author wrote.
    pub fn stated(value: T, span: Span) -> Fact<T> {
        Fact { value, origin: Origin::Stated, span }
    }

    /// What follows beyond doubt.
    pub fn derived(value: T, span: Span) -> Fact<T> {
        Fact { value, origin: Origin::Derived, span }
    }

    /// What is only likely.
    pub fn assumed(value: T, span: Span) -> Fact<T> {
        Fact { value, origin: Origin::Assumed, span }
    }

    /// True when the value may reach structured data: stated or derived.
    pub fn is_certain(&self) -> bool {
        self.origin != Origin::Assumed
    }

    /// The value when it may reach structured data.
    pub fn certain(&self) -> Option<&T> {
        self.is_certain().then_some(&self.value)
    }

    /// Another value of the same origin and place.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Fact<U> {
        Fact { value: change(self.value), origin: self.origin, span: self.span }
    }
}
