# corkboard as one static program in an image of nothing else.
#
#   docker build -t corkboard .
#   docker run --rm -v "$PWD:/board" --user "$(id -u):$(id -g)" corkboard build
#
# The program is linked with all of glibc (`crt-static`), which needs no second target of the toolchain. `publish` looks
# names up by itself and finds the certificates in the image; other commands use no network.
FROM rust:1.95-slim-bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates gcc libc6-dev && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
RUN RUSTFLAGS="-C target-feature=+crt-static" cargo build --locked --release --target x86_64-unknown-linux-gnu --bin corkboard

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /src/target/x86_64-unknown-linux-gnu/release/corkboard /corkboard
USER 65534:65534
WORKDIR /board
ENTRYPOINT ["/corkboard"]
