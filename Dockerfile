# syntax=docker/dockerfile:1
# Two stages: the first builds what the Makefile builds, the second only runs it.

FROM node:22-bookworm-slim AS node

FROM python:3.14-slim-bookworm AS build
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm \
    && apt-get update \
    && apt-get install --yes --no-install-recommends make \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY Makefile pyproject.toml hatch_build.py requirements.lock requirements-docs.lock README.md CONTRIBUTING.md LICENSE ./
COPY docs ./docs
COPY pullquote ./pullquote
COPY fixtures ./fixtures
RUN make install VENV=/opt/pullquote

FROM python:3.14-slim-bookworm
COPY --from=build /opt/pullquote /opt/pullquote
ENV PATH=/opt/pullquote/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    PULLQUOTE_HOST=0.0.0.0 \
    PULLQUOTE_PORT=8000 \
    PULLQUOTE_LOG_FORMAT=json
# Mount a newsroom over /newsroom; without one the newsroom that ships with Pullquote is served.
COPY --from=build /src/fixtures /newsroom
USER 65532:65532
WORKDIR /newsroom
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/health/ready', timeout=2)"]
ENTRYPOINT ["pullquote"]
CMD ["serve", "/newsroom"]
