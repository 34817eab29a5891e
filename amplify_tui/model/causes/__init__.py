"""Why a build failed: rules as data, and the finder that weighs them."""
