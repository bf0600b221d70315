"""Responses of many parts: incremental delivery, Server-Sent Events and multipart subscriptions.

``incremental``     the frames of ``@defer`` and ``@stream``, in the format that the client names
``framing``         how frames become bytes: ``multipart/mixed`` and ``text/event-stream``
``keepalive``       something to send while there is nothing to say
``response``        the ASGI response that writes the bytes, and stops when the client is gone
``slots``           how many streams are open, and that they end when the server does
``transports``      which of them a client asks for
"""
