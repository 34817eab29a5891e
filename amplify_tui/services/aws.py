"""Sessions and clients of aiobotocore: credentials, regions, retries."""
