#!/usr/bin/env bash
# Installs or updates StrongCities on this Debian machine, as root, from a checkout with the .NET SDK at hand:
#   deploy/debian/install.sh
# Programs go to /opt/strongcities, settings to /etc/strongcities (kept when they are there), units to /etc/systemd/system.
# It needs PostgreSQL, RabbitMQ (management plugin on) and Redis on this machine; it says which logins it needs and starts nothing.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
programs=${STRONGCITIES_PROGRAMS:-/opt/strongcities}
settings=${STRONGCITIES_SETTINGS:-/etc/strongcities}
units=${STRONGCITIES_UNITS:-/etc/systemd/system}
services=(identity membership events training matchmaking notifications operations web)

if [ "$(id -u)" -ne 0 ]; then
    echo "Please run as root: it writes to $programs, $settings and $units." >&2
    exit 1
fi
for tool in dotnet openssl; do
    if ! command -v "$tool" > /dev/null; then
        echo "Missing: $tool" >&2
        exit 1
    fi
done

# Each program is published beside the one that runs and takes its place whole.
for program in setup "${services[@]}"; do
    project=$root/src/StrongCities.${program^}
    rm -rf "${programs:?}/$program.new"
    dotnet publish "$project" --configuration Release --output "$programs/$program.new" --nologo --verbosity quiet
    rm -rf "${programs:?}/$program.old"
    if [ -d "$programs/$program" ]; then mv "$programs/$program" "$programs/$program.old"; fi
    mv "$programs/$program.new" "$programs/$program"
done
install -d "$programs/docs"
install -d -m 0755 "$programs/maintenance"
install -m 0644 "$root/deploy/maintenance/maintenance.html" "$programs/maintenance/"
cp -r "$root/docs/operations.md" "$root/docs/runbooks" "$programs/docs/"

umask 077
install -d -m 0755 "$settings"
install -d -m 0700 "$settings/secrets"
for file in "$here"/environment/*.env; do
    [ -e "$settings/$(basename "$file")" ] || install -m 0644 "$file" "$settings/"
done

random() { openssl rand -base64 64 | tr -dc 'A-Za-z0-9' | head -c "${1:-32}"; }
once() { [ -s "$settings/secrets/$1" ] || printf '%s' "$2" > "$settings/secrets/$1"; }
of() { cat "$settings/secrets/$1"; }
once postgres-password "$(random)"
once setup-postgres "Host=127.0.0.1;Port=5432;Username=strongcities_setup;Password=$(of postgres-password)"
once rabbitmq-password "$(random)"
once setup-messaging "amqp://strongcities_setup:$(of rabbitmq-password)@127.0.0.1:5672/"
once redis-password "$(random)"
once cache "127.0.0.1:6379,password=$(of redis-password),abortConnect=false"
once identity-masterkey "$(random 48)"
once web-masterkey "$(random 48)"
once telemetry-key "$(random)"
once telemetry-headers "x-otlp-api-key=$(of telemetry-key)"
[ -e "$settings/secrets/smtp-password" ] || : > "$settings/secrets/smtp-password"
[ -e "$settings/secrets/imap-password" ] || : > "$settings/secrets/imap-password"
for service in "${services[@]}"; do
    once "$service-password" "$(random)"
    once "$service-database" "Host=127.0.0.1;Port=5432;Username=$service;Password=$(of "$service-password");Database=${service}db"
    once "$service-messaging" "amqp://$service:$(of "$service-password")@127.0.0.1:5672/"
    once "$service-client" "$(random)"
done

install -m 0644 "$here"/systemd/* "$units/"
install -m 0755 "$here/strongcities-run" "${STRONGCITIES_TOOLS:-/usr/local/sbin}/"
cat << TEXT
Installed. Next, once:
  1. Logins for setup, with the passwords in $settings/secrets (they are not printed):
       runuser -u postgres -- psql -c "create role strongcities_setup superuser login password '...'"     postgres-password
       rabbitmq-plugins enable rabbitmq_management
       rabbitmqctl add_user strongcities_setup '...'; rabbitmqctl set_user_tags strongcities_setup administrator     rabbitmq-password
       rabbitmqctl set_permissions strongcities_setup '.*' '.*' '.*'; rabbitmqctl delete_user guest
       requirepass in /etc/redis/redis.conf     redis-password
  2. Addresses and the mail server in $settings/*.env, its password in $settings/secrets/smtp-password, that of the sender's mailbox in imap-password.
  3. The reverse proxy: $here/nginx.conf is an example.
  4. systemctl daemon-reload && systemctl enable --now strongcities.target
  5. The first operator: strongcities-run identity invite-operator somebody@network.example
After an update, as docs/operations.md says under "Upgrading": strongcities-run web maintenance FROM UNTIL, then
  systemctl daemon-reload && systemctl restart strongcities-setup.service strongcities.target && strongcities-run web maintenance end
TEXT
