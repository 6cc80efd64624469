#!/usr/bin/env bash
export KAFKA_LOG4J_OPTS=${KAFKA_LOG4J_OPTS:--Dlog4j2.configurationFile=/etc/kafka/docker/log4j2.yaml}
export KAFKA_HEAP_OPTS=${KAFKA_HEAP_OPTS:--Xms256M -Xmx2G}
exec /opt/kafka/bin/kafka-run-class.sh org.apache.kafka.connect.cli.ConnectStandalone "$@"
