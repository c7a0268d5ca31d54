"""Handsel: from "you have won the job" to "paid", on a record that neither side can alter."""
