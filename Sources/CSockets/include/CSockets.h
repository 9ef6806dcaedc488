// The few socket calls that Swift cannot spell by itself: GNU flags, variadic functions and
// structures with unions. Every call retries on EINTR and answers failure as a negative errno.
#ifndef CSOCKETS_H
#define CSOCKETS_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// Room for a numeric IPv6 address with a scope.
#define CSOCKETS_HOST_BYTES 128

/// What a poller can report about a descriptor.
#define CSOCKETS_READABLE 1u
#define CSOCKETS_WRITABLE 2u
/// The peer has sent its last byte, or the connection is gone.
#define CSOCKETS_PEER_CLOSED 4u
/// The connection is broken in both directions.
#define CSOCKETS_BROKEN 8u

typedef struct {
    uint64_t token;
    uint32_t flags;
} csockets_event;

/// A file's kind, size and time of change.
typedef struct {
    int64_t size;
    int64_t modified_seconds;
    int64_t modified_nanoseconds;
    uint64_t inode;
    int is_regular;
    int is_directory;
} csockets_file_status;

/// Opens a non-blocking, listening TCP socket. `resolver_error` receives getaddrinfo's code.
int csockets_listen(const char *host, uint16_t port, int backlog, int *resolver_error);

/// Accepts one connection, non-blocking, close-on-exec and with TCP_NODELAY, and writes its peer.
int csockets_accept(int listener, char *host, size_t host_bytes, uint16_t *port);

/// Writes the address that a socket is bound to; 0 or a negative errno.
int csockets_local_address(int descriptor, char *host, size_t host_bytes, uint16_t *port);

/// Opens a blocking connection to a host; for clients and tests.
int csockets_connect(const char *host, uint16_t port);

ssize_t csockets_receive(int descriptor, void *bytes, size_t count);

/// Sends without raising SIGPIPE; `more` says that further bytes follow at once.
ssize_t csockets_send(int descriptor, const void *bytes, size_t count, int more);

/// Sends a FIN, leaving the reading side open.
int csockets_shutdown_writing(int descriptor);

/// Makes the coming close send a reset, so that the peer cannot take a cut message for a whole one.
int csockets_reset_on_close(int descriptor);

int csockets_close(int descriptor);

/// How many descriptors this process may have open, or a negative errno.
int64_t csockets_descriptor_limit(void);

/// The text of a positive errno.
const char *csockets_error_name(int code);
const char *csockets_resolver_error_text(int code);

int csockets_poller_create(void);

/// Watches a descriptor. `edge` non-zero: reading and writing, edge-triggered; zero: reading, level-triggered.
int csockets_poller_add(int poller, int descriptor, uint64_t token, int edge);
int csockets_poller_remove(int poller, int descriptor);

/// The events that are ready now, without waiting; a count or a negative errno.
int csockets_poller_take(int poller, csockets_event *events, int capacity);

/// Opens a directory; its path may be a symbolic link.
int csockets_open_directory(const char *path);

/// Opens `name` in `directory` for reading, refusing a symbolic link.
int csockets_open_at(int directory, const char *name);
int csockets_file_status_of(int descriptor, csockets_file_status *status);
ssize_t csockets_read_at(int descriptor, void *bytes, size_t count, int64_t offset);

#endif
