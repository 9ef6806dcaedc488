# syntax=docker/dockerfile:1
FROM swift:6.3-bookworm AS build
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libcurl4-openssl-dev libjpeg62-turbo-dev libopenblas-dev libpng-dev libsqlite3-dev libssl-dev \
        pkg-config zlib1g-dev \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY Package.swift ./
COPY Sources Sources
COPY Benchmarks Benchmarks
COPY Fuzzing Fuzzing
COPY Tests Tests
RUN swift build -c release --product metaspatial --static-swift-stdlib \
    && install -D .build/release/metaspatial /out/metaspatial \
    && cp -r .build/release/metaspatial_VLM.resources /out/

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        curl libcurl4 libjpeg62-turbo libopenblas0-pthread libpng16-16 libsqlite3-0 libssl3 zlib1g \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --user-group --home-dir /var/lib/metaspatial --create-home metaspatial
COPY --from=build /out/ /usr/local/bin/
COPY Public /usr/local/share/metaspatial/Public
COPY openapi.yaml /usr/local/share/metaspatial/openapi.yaml
USER metaspatial
VOLUME /var/lib/metaspatial
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["curl", "--fail", "--silent", "--show-error", "http://127.0.0.1:8080/healthz"]
ENTRYPOINT ["metaspatial"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8080", "--data", "/var/lib/metaspatial", \
    "--site", "/usr/local/share/metaspatial"]
