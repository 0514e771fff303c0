//! How enumerations of the model are stored: by the name that they have in JSON.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::InventoryError;

/// The JSON name of a unit variant.
pub(super) fn name<T: Serialize>(value: T) -> Result<String, InventoryError> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => Ok(name),
        _ => Err(InventoryError::Damaged("an enumeration value without a name".to_owned())),
    }
}

/// The variant called `name`.
pub(super) fn value<T: DeserializeOwned>(name: &str) -> Result<T, InventoryError> {
    serde_json::from_value(serde_json::Value::String(name.to_owned()))
        .map_err(|error| InventoryError::Damaged(error.to_string()))
}

/// A value stored as JSON.
pub(super) fn json<T: DeserializeOwned>(text: &str) -> Result<T, InventoryError> {
    serde_json::from_str(text).map_err(|error| InventoryError::Damaged(error.to_string()))
}
