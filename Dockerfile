# retour-harness, in an image without privileges:
#   docker build --tag retour-harness .
#   docker run --rm --network none --user "$(id -u):$(id -g)" --volume "$PWD:/work" retour-harness run
FROM python:3.13-slim AS build
WORKDIR /source
COPY pyproject.toml README.md LICENSE ./
COPY harness harness
COPY rules rules
COPY scenarios scenarios
COPY docs docs
RUN python -m venv /opt/retour && /opt/retour/bin/python -m pip install --no-cache-dir --no-compile '.[web]'

FROM python:3.13-slim
COPY --from=build /opt/retour /opt/retour
ENV PATH=/opt/retour/bin:$PATH HOME=/tmp
WORKDIR /work
USER 1000:1000
ENTRYPOINT ["retour"]
CMD ["run"]
