"""From reports to hundreds of checked messages: reading, choosing, composing, and the ledger of what was written."""

from generator.batch.cluster import run_on_cluster
from generator.batch.facts import ColumnMap, read_mapping
from generator.batch.kinds import column_name, columns_of, kind_of, kinds
from generator.batch.ledger import Kept, Ledger, Wish, default_ledger, open_ledger
from generator.batch.orders import Order, orders
from generator.batch.runner import Plan, Summary, run, run_name
from generator.batch.selection import read_where
from generator.batch.sinks import FORMS, Record, open_sink
from generator.batch.tables import Table, read_table

__all__ = [
    "FORMS",
    "ColumnMap",
    "Kept",
    "Ledger",
    "Order",
    "Plan",
    "Record",
    "Summary",
    "Table",
    "Wish",
    "column_name",
    "columns_of",
    "default_ledger",
    "kind_of",
    "kinds",
    "open_ledger",
    "open_sink",
    "orders",
    "read_mapping",
    "read_table",
    "read_where",
    "run",
    "run_name",
    "run_on_cluster",
]
