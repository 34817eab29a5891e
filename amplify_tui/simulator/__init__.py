"""A scripted Amplify over HTTP on 127.0.0.1, driven by botocore's service models."""
