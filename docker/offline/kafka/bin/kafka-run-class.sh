#!/usr/bin/env bash
# Runs a class of Kafka's with the variables that its own script of this name knows.
set -euo pipefail
exec java ${KAFKA_HEAP_OPTS:--Xmx256M} ${KAFKA_JVM_PERFORMANCE_OPTS:-} ${KAFKA_LOG4J_OPTS:-} ${KAFKA_JMX_OPTS:-} ${KAFKA_OPTS:-} \
  -cp "${CLASSPATH:+$CLASSPATH:}/opt/kafka/libs/*" "$@"
