"""Reads raw answers into the model, field by field; the only place that sees a raw dict."""
