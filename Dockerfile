# corkboard as one static program in an image of nothing else.
#
#   docker build -t corkboard .
#   docker run --rm -v "$PWD:/board" --user "$(id -u):$(id -g)" corkboard build
#
# The program is linked with all of glibc (`crt-static`), which needs no second target of the toolchain. A static program
# cannot find `getrandom` while it runs and would ask /dev/urandom, so it is told to call it. `publish` looks names up by
# itself and finds the certificates in the image; other commands use no network. `tests/static` does this without Docker.
FROM rust:1.95-slim-bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates gcc libc6-dev && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
# Else the hour of the build is in the program: `--build-arg SOURCE_DATE_EPOCH=$(git show -s --format=%ct)` for that of a commit.
ARG SOURCE_DATE_EPOCH=0
RUN RUSTFLAGS='-C target-feature=+crt-static --cfg getrandom_backend="linux_getrandom"' cargo build --locked --release --target x86_64-unknown-linux-gnu --bin corkboard

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /src/target/x86_64-unknown-linux-gnu/release/corkboard /corkboard
USER 65534:65534
WORKDIR /board
ENTRYPOINT ["/corkboard"]
