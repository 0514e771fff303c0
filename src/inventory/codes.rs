//! How enumerations of the model are stored: by the name that they have in JSON.

use serde::Serialize;
use serde::de::value::{Error, StrDeserializer};
use serde::de::{DeserializeOwned, IntoDeserializer as _};

use super::InventoryError;
use crate::model::CodePlace;

/// The JSON name of a unit variant.
pub(super) fn name<T: Serialize>(value: T) -> Result<String, InventoryError> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => Ok(name),
        _ => Err(InventoryError::Damaged("an enumeration value without a name".to_owned())),
    }
}

/// The variant called `name`.
pub(super) fn value<T: DeserializeOwned>(name: &str) -> Result<T, InventoryError> {
    let name: StrDeserializer<'_, Error> = name.into_deserializer();
    T::deserialize(name).map_err(|error| InventoryError::Damaged(error.to_string()))
}

/// A place in source code as it is stored; empty for none.
pub(super) fn code(place: Option<&CodePlace>) -> Result<String, InventoryError> {
    let written = place.map(serde_json::to_string).transpose();
    let written = written.map_err(|error| InventoryError::Damaged(error.to_string()))?;
    Ok(written.unwrap_or_default())
}

/// A stored place in source code.
pub(super) fn code_of(text: &str) -> Result<Option<Box<CodePlace>>, InventoryError> {
    if text.is_empty() { Ok(None) } else { json(text).map(Some) }
}

/// A value stored as JSON.
pub(super) fn json<T: DeserializeOwned>(text: &str) -> Result<T, InventoryError> {
    serde_json::from_str(text).map_err(|error| InventoryError::Damaged(error.to_string()))
}
