//! One page of the plan to bytes. Pure.
