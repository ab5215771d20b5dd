//! Whether two readings of a posting hold the same facts: everything but where it was read.

use serde_json::Value;

use crate::model::JobPosting;

/// True when two postings say the same, whatever their files look like.
pub fn same_facts(one: &JobPosting, other: &JobPosting) -> bool {
    one.body_hash == other.body_hash && essence(one) == essence(other)
}

/// What is left of a posting without places in texts and without how it was written.
fn essence(posting: &JobPosting) -> Option<Value> {
    let mut bare = posting.clone();
    bare.content_hash = 0;
    bare.body_hash = 0;
    bare.repairs = Vec::new();
    bare.dialect = crate::model::Dialect::YamlFrontMatter;
    bare.body = crate::source::Span::default();
    let mut value = serde_json::to_value(&bare).ok()?;
    without_spans(&mut value);
    Some(value)
}

fn without_spans(value: &mut Value) {
    match value {
        Value::Object(map) => {
            if map.contains_key("origin") {
                map.remove("span");
            }
            map.values_mut().for_each(without_spans);
        }
        Value::Array(items) => items.iter_mut().for_each(without_spans),
        _ => {}
    }
}
