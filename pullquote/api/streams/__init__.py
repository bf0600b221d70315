"""Responses of many parts: incremental delivery, server-sent events and multipart subscriptions.

``transports``      which of them a client asks for, and the response that it gets
``answers``         an operation's answer as a stream of JSON, whatever carries it (WebSockets too)
``sharing``         answers to events, made once for all who ask the same
``executors``       execution in parts, with a deadline for each
``incremental``     the frames of ``@defer`` and ``@stream``, in the format that the client names
``framing``         how JSON becomes bytes of ``multipart/mixed`` and ``text/event-stream``
``response``        the ASGI response that writes the bytes, and stops when the client is gone
``keepalive``       something to send while there is nothing to say
``slots``           how many streams are open
``draining``        that they end when the server does
"""

__all__ = ["draining", "listening", "subscriptions", "transports", "unsent"]
