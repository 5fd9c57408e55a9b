# The mock, the suite and what they need, nothing else. Build it from a checkout:
#   docker build -t openapi-contract-kit .

FROM python:3.12-slim AS build
WORKDIR /kit
# Everything comes as a wheel whose hash stands in the lock file; what is installed comes from these.
COPY requirements.lock ./
RUN pip download --quiet --disable-pip-version-check --no-deps --only-binary :all: \
        --require-hashes --requirement requirements.lock --dest /wheels
COPY pyproject.toml README.md LICENSE ./
COPY specs specs
COPY mockserver mockserver
COPY contracts contracts
RUN python -m venv /opt/kit && \
    /opt/kit/bin/pip install --quiet --disable-pip-version-check --no-cache-dir \
        --no-index --find-links /wheels '.[redis]'

FROM python:3.12-slim
COPY --from=build /opt/kit /opt/kit
RUN useradd --system --uid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin mock
USER 10001
WORKDIR /apis
ENV PATH=/opt/kit/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    MOCKSERVER_HOST=0.0.0.0 MOCKSERVER_PORT=4010
EXPOSE 4010
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import os, urllib.request as web; web.urlopen('http://127.0.0.1:' + os.environ['MOCKSERVER_PORT'] + '/_mock/health', timeout=4)"]
# The admin API stays closed until MOCKSERVER_ADMIN_TOKEN is set: the mock listens beyond its container.
ENTRYPOINT ["mockserver"]
CMD ["serve"]
