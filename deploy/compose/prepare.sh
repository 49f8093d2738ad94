#!/usr/bin/env bash
# Makes what compose.yml mounts: a secret a file, and a private authority with one certificate a service.
# Run once, on the machine; run again it adds what is missing and changes nothing that is there.
set -euo pipefail
cd "$(dirname "$0")"
umask 077
services=(identity membership events training matchmaking notifications operations web)
user=10001

mkdir -p secrets/tls
random() { LC_ALL=C tr -dc 'A-Za-z0-9' < /dev/urandom 2> /dev/null | head -c "${1:-32}" || true; }
once() { [ -s "secrets/$1" ] || printf '%s' "$2" > "secrets/$1"; }
of() { cat "secrets/$1"; }

once postgres-password "$(random)"
once setup-postgres "Host=postgres;Port=5432;Username=postgres;Password=$(of postgres-password)"
once messaging-password "$(random)"
once messaging-conf "$(printf 'default_user = administrator\ndefault_pass = %s' "$(of messaging-password)")"
once setup-messaging "amqp://administrator:$(of messaging-password)@messaging:5672/"
once cache-password "$(random)"
once cache-conf "$(printf 'requirepass %s\nmaxmemory 192mb\nmaxmemory-policy allkeys-lru\nsave ""' "$(of cache-password)")"
once cache "cache:6379,password=$(of cache-password),abortConnect=false"
once identity-masterkey "$(random 48)"
once web-masterkey "$(random 48)"
once telemetry-key "$(random)"
once telemetry-headers "x-otlp-api-key=$(of telemetry-key)"
[ -e secrets/smtp-password ] || : > secrets/smtp-password
[ -e secrets/imap-password ] || : > secrets/imap-password
for service in "${services[@]}"; do
    once "$service-password" "$(random)"
    once "$service-database" "Host=postgres;Port=5432;Username=$service;Password=$(of "$service-password");Database=${service}db"
    once "$service-messaging" "amqp://$service:$(of "$service-password")@messaging:5672/"
    once "$service-client" "$(random)"
done

if [ ! -s secrets/tls/authority.pem ]; then
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -subj '/CN=StrongCities inside' \
        -addext 'basicConstraints=critical,CA:TRUE,pathlen:0' -addext 'keyUsage=critical,keyCertSign' \
        -keyout secrets/tls/authority.key -out secrets/tls/authority.pem 2> /dev/null
fi
for service in "${services[@]}"; do
    folder=secrets/tls/$service
    [ -s "$folder/service.pem" ] && continue
    mkdir -p "$folder"
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$service" -keyout "$folder/service.key" -out "$folder/service.csr" 2> /dev/null
    # A process also asks itself (Identity its own token), so each certificate names localhost beside the service.
    openssl x509 -req -in "$folder/service.csr" -CA secrets/tls/authority.pem -CAkey secrets/tls/authority.key -CAcreateserial -days 825 \
        -extfile <(printf 'subjectAltName=DNS:%s,DNS:localhost\nextendedKeyUsage=serverAuth\nbasicConstraints=CA:FALSE' "$service") \
        -out "$folder/service.pem" 2> /dev/null
    rm "$folder/service.csr"
    cp secrets/tls/authority.pem "$folder/authority.pem"
done

# Files are mounted with their owner: our programs read theirs as user 10001, the servers' images theirs as root or their own user.
if [ "$(id -u)" = 0 ]; then
    chown -R "$user:$user" secrets
    chmod 0444 secrets/messaging-conf secrets/cache-conf secrets/postgres-password secrets/tls/authority.pem
    chmod 0711 secrets secrets/tls
    chown root:root secrets/tls/authority.key
else
    echo "Not run as root: chown -R $user:$user secrets, so that the containers can read them." >&2
fi
echo "Ready in $PWD/secrets. Write the mail server's password into secrets/smtp-password, that of the sender's mailbox into secrets/imap-password, keep a copy of secrets/identity-masterkey, secrets/web-masterkey and secrets/tls/authority.key elsewhere."
