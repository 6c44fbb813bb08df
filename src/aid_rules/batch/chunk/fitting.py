"""How does a table get exactly the columns asked for? Those it lacks are null; words and widths are cast."""

from __future__ import annotations

import pyarrow as pa


def fitted_batch(batch: pa.RecordBatch, schema: pa.Schema) -> pa.RecordBatch:
    """The batch in the columns of a schema, at every depth."""
    if batch.schema.equals(schema):
        return batch
    return pa.RecordBatch.from_struct_array(fitted(batch.to_struct_array(), pa.struct(list(schema)))).cast(
        schema
    )


def fitted(array: pa.Array, type_: pa.DataType) -> pa.Array:
    """The array as another type: records by the names of their fields, lists by their items."""
    if array.type.equals(type_):
        return array
    if pa.types.is_null(array.type):
        return pa.nulls(len(array), type_)
    mask = array.is_null() if array.null_count else None
    if pa.types.is_struct(type_):
        children = [_child(array, field) for field in type_]
        return pa.StructArray.from_arrays(children, fields=list(type_), mask=mask)
    if pa.types.is_list(type_):
        values = array.flatten()
        lengths = array.value_lengths().fill_null(0)
        offsets = pa.concat_arrays(
            [pa.array([0], pa.int32()), pa.compute.cumulative_sum(lengths).cast(pa.int32())]
        )
        return pa.ListArray.from_arrays(offsets, fitted(values, type_.value_type), type=type_, mask=mask)
    return array.cast(type_)


def _child(array: pa.StructArray, field: pa.Field) -> pa.Array:
    index = array.type.get_field_index(field.name)
    return pa.nulls(len(array), field.type) if index < 0 else fitted(array.field(index), field.type)
