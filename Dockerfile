# The desk and its workers in one image: Debian 12, not root.
# UNTESTED: written where no container engine runs; `make setup` on Debian 12 is what is tried.
#
#   docker build -t sohoa .
#   docker run --rm -p 8080:8080 -v sohoa:/var/lib/sohoa sohoa

FROM debian:12-slim AS build
ENV DEBIAN_FRONTEND=noninteractive UV_PYTHON_DOWNLOADS=never UV_LINK_MODE=copy UV_COMPILE_BYTECODE=1
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates python3 python3-venv \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /opt/sohoa
COPY scripts/uv.txt scripts/uv.txt
RUN python3 -m venv /opt/uv && /opt/uv/bin/pip install --no-cache-dir --require-hashes -r scripts/uv.txt
# The packages first: they change less often than the program.
COPY pyproject.toml uv.lock ./
RUN /opt/uv/bin/uv sync --frozen --no-dev --no-install-project --no-cache --python /usr/bin/python3
COPY README.md LICENSE ./
COPY src src
RUN /opt/uv/bin/uv sync --frozen --no-dev --no-editable --no-cache --python /usr/bin/python3

FROM debian:12-slim
ENV DEBIAN_FRONTEND=noninteractive
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates python3 \
        tesseract-ocr tesseract-ocr-vie tesseract-ocr-osd fonts-croscore \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --create-home --home-dir /var/lib/sohoa --shell /usr/sbin/nologin sohoa
COPY --from=build /opt/sohoa/.venv /opt/sohoa/.venv
ENV PATH=/opt/sohoa/.venv/bin:$PATH PYTHONUTF8=1 LANG=C.UTF-8 \
    SOHOA_HOME=/var/lib/sohoa SOHOA_LISTEN=0.0.0.0:8080
USER sohoa
WORKDIR /var/lib/sohoa
VOLUME /var/lib/sohoa
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s \
    CMD ["python3", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8080/health/live', timeout=4)"]
CMD ["sohoa", "serve"]
