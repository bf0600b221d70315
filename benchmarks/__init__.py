"""Measurements: run by hand, and in CI as a smoke run."""
