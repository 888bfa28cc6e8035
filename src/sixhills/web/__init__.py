"""The web app: an API over the use cases, the live ride as a WebSocket, and the built pages."""
