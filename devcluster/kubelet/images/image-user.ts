import { isBadName, parseImageName } from './image-name.js';

/** The user that an image names for its process: a number, or a name that a kubelet cannot verify. */
export type ImageUser = { uid: number } | { name: string };

/** Images of the library of docker.io whose Dockerfiles end without USER, so that they run as root
 * (github.com/docker-library/official-images lists the Dockerfiles). */
const ROOT = new Set(
  `alpine amazonlinux archlinux bash buildpack-deps busybox caddy cassandra centos clojure composer couchdb debian
  docker drupal eclipse-temurin elixir erlang fedora gcc golang haskell hello-world httpd influxdb joomla mariadb maven
  mediawiki mongo mysql nats neo4j nextcloud nginx node openjdk oraclelinux perl php postgres pypy python rabbitmq redis
  redmine registry rockylinux ruby rust swift telegraf tomcat traefik ubuntu valkey wordpress zookeeper`.split(
    /\s+/,
  ),
);

/** Images that name their user by a name: USER in their Dockerfiles. */
const NAMED: Readonly<Record<string, string>> = {
  // github.com/docker-library/memcached, 1/debian/Dockerfile
  'docker.io/library/memcached': 'memcache',
  // github.com/docker-library/haproxy, Dockerfile.template
  'docker.io/library/haproxy': 'haproxy',
  // github.com/jenkinsci/docker, debian/bookworm/hotspot/Dockerfile
  'docker.io/jenkins/jenkins': 'jenkins',
  // github.com/prometheus/alertmanager, Dockerfile
  'docker.io/prom/alertmanager': 'nobody',
  'quay.io/prometheus/alertmanager': 'nobody',
  // github.com/prometheus/node_exporter, Dockerfile
  'docker.io/prom/node-exporter': 'nobody',
  'quay.io/prometheus/node-exporter': 'nobody',
  // github.com/prometheus/statsd_exporter/issues/406
  'docker.io/prom/statsd-exporter': 'nobody',
};

/** Registries that hold the library under its path at docker.io. */
const LIBRARIES = new Set([
  'docker.io',
  'index.docker.io',
  'registry-1.docker.io',
  'mirror.gcr.io',
]);

// The user of the distroless nonroot images; whoever builds for a cluster with rules names one like it.
const ORDINARY: ImageUser = { uid: 65532 };

/** Returns the user that the image runs as when the pod names none. */
export function userOfImage(image: string): ImageUser {
  const name = parseImageName(image);
  if (isBadName(name)) return ORDINARY;
  const { registry, path } = name;
  const named = NAMED[`${registry}/${path}`];
  if (named) return { name: named };
  // public.ecr.aws has the library as docker/library.
  const match = /^(docker\/)?library\/([^/]+)$/.exec(path);
  const isLibrary = match?.[1]
    ? registry === 'public.ecr.aws'
    : LIBRARIES.has(registry);
  return match?.[2] && isLibrary && ROOT.has(match[2]) ? { uid: 0 } : ORDINARY;
}
