#define _GNU_SOURCE
#include "CSockets.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#define RETRY(result, expression)                                                                  \
    do {                                                                                           \
        (result) = (expression);                                                                   \
    } while ((result) == -1 && errno == EINTR)

static void set_flag(int descriptor, int level, int option) {
    int on = 1;
    (void)setsockopt(descriptor, level, option, &on, sizeof on);
}

static int describe(const struct sockaddr_storage *address, char *host, size_t host_bytes, uint16_t *port) {
    const void *raw = NULL;
    if (address->ss_family == AF_INET) {
        const struct sockaddr_in *v4 = (const struct sockaddr_in *)address;
        raw = &v4->sin_addr;
        *port = ntohs(v4->sin_port);
    } else if (address->ss_family == AF_INET6) {
        const struct sockaddr_in6 *v6 = (const struct sockaddr_in6 *)address;
        raw = &v6->sin6_addr;
        *port = ntohs(v6->sin6_port);
    }
    if (raw == NULL || inet_ntop(address->ss_family, raw, host, (socklen_t)host_bytes) == NULL) {
        if (host_bytes > 0) host[0] = 0;
        return -EAFNOSUPPORT;
    }
    return 0;
}

static int resolve(const char *host, uint16_t port, int flags, struct addrinfo **list) {
    char service[8];
    snprintf(service, sizeof service, "%u", (unsigned)port);
    struct addrinfo hints;
    memset(&hints, 0, sizeof hints);
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_NUMERICSERV | flags;
    return getaddrinfo(host, service, &hints, list);
}

int csockets_listen(const char *host, uint16_t port, int backlog, int *resolver_error) {
    struct addrinfo *list = NULL;
    *resolver_error = resolve(host, port, AI_PASSIVE, &list);
    if (*resolver_error != 0) return -EINVAL;
    int failure = -EADDRNOTAVAIL;
    for (struct addrinfo *each = list; each != NULL; each = each->ai_next) {
        int descriptor = socket(each->ai_family, each->ai_socktype | SOCK_NONBLOCK | SOCK_CLOEXEC, each->ai_protocol);
        if (descriptor < 0) {
            failure = -errno;
            continue;
        }
        set_flag(descriptor, SOL_SOCKET, SO_REUSEADDR);
        if (bind(descriptor, each->ai_addr, each->ai_addrlen) == 0 && listen(descriptor, backlog) == 0) {
            freeaddrinfo(list);
            return descriptor;
        }
        failure = -errno;
        close(descriptor);
    }
    freeaddrinfo(list);
    return failure;
}

int csockets_accept(int listener, char *host, size_t host_bytes, uint16_t *port) {
    struct sockaddr_storage address;
    socklen_t length = sizeof address;
    memset(&address, 0, sizeof address);
    int descriptor;
    RETRY(descriptor, accept4(listener, (struct sockaddr *)&address, &length, SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (descriptor < 0) return -errno;
    set_flag(descriptor, IPPROTO_TCP, TCP_NODELAY);
    *port = 0;
    (void)describe(&address, host, host_bytes, port);
    return descriptor;
}

int csockets_local_address(int descriptor, char *host, size_t host_bytes, uint16_t *port) {
    struct sockaddr_storage address;
    socklen_t length = sizeof address;
    memset(&address, 0, sizeof address);
    if (getsockname(descriptor, (struct sockaddr *)&address, &length) != 0) return -errno;
    return describe(&address, host, host_bytes, port);
}

int csockets_connect(const char *host, uint16_t port) {
    struct addrinfo *list = NULL;
    if (resolve(host, port, 0, &list) != 0) return -EINVAL;
    int failure = -EADDRNOTAVAIL;
    for (struct addrinfo *each = list; each != NULL; each = each->ai_next) {
        int descriptor = socket(each->ai_family, each->ai_socktype | SOCK_CLOEXEC, each->ai_protocol);
        if (descriptor < 0) {
            failure = -errno;
            continue;
        }
        int result;
        RETRY(result, connect(descriptor, each->ai_addr, each->ai_addrlen));
        if (result == 0) {
            set_flag(descriptor, IPPROTO_TCP, TCP_NODELAY);
            freeaddrinfo(list);
            return descriptor;
        }
        failure = -errno;
        close(descriptor);
    }
    freeaddrinfo(list);
    return failure;
}

ssize_t csockets_receive(int descriptor, void *bytes, size_t count) {
    ssize_t result;
    RETRY(result, recv(descriptor, bytes, count, 0));
    return result < 0 ? -errno : result;
}

ssize_t csockets_send(int descriptor, const void *bytes, size_t count, int more) {
    ssize_t result;
    RETRY(result, send(descriptor, bytes, count, MSG_NOSIGNAL | (more ? MSG_MORE : 0)));
    return result < 0 ? -errno : result;
}

int csockets_shutdown_writing(int descriptor) {
    return shutdown(descriptor, SHUT_WR) == 0 ? 0 : -errno;
}

int csockets_reset_on_close(int descriptor) {
    struct linger linger = {.l_onoff = 1, .l_linger = 0};
    return setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, sizeof linger) == 0 ? 0 : -errno;
}

// close is not retried: on Linux the descriptor is gone even when EINTR is answered.
int csockets_close(int descriptor) { return close(descriptor) == 0 ? 0 : -errno; }

int64_t csockets_descriptor_limit(void) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return -errno;
    return limit.rlim_cur > INT32_MAX ? INT32_MAX : (int64_t)limit.rlim_cur;
}

const char *csockets_error_name(int code) {
    const char *name = strerrordesc_np(code);
    return name == NULL ? "unknown error" : name;
}

const char *csockets_resolver_error_text(int code) { return gai_strerror(code); }

int csockets_poller_create(void) {
    int poller = epoll_create1(EPOLL_CLOEXEC);
    return poller < 0 ? -errno : poller;
}

int csockets_poller_add(int poller, int descriptor, uint64_t token, int edge) {
    struct epoll_event event;
    memset(&event, 0, sizeof event);
    event.events = edge ? (EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET) : EPOLLIN;
    event.data.u64 = token;
    return epoll_ctl(poller, EPOLL_CTL_ADD, descriptor, &event) == 0 ? 0 : -errno;
}

int csockets_poller_remove(int poller, int descriptor) {
    return epoll_ctl(poller, EPOLL_CTL_DEL, descriptor, NULL) == 0 ? 0 : -errno;
}

int csockets_poller_take(int poller, csockets_event *events, int capacity) {
    struct epoll_event ready[256];
    if (capacity > 256) capacity = 256;
    int count;
    RETRY(count, epoll_wait(poller, ready, capacity, 0));
    if (count < 0) return -errno;
    for (int i = 0; i < count; i++) {
        uint32_t flags = 0;
        if (ready[i].events & EPOLLIN) flags |= CSOCKETS_READABLE;
        if (ready[i].events & EPOLLOUT) flags |= CSOCKETS_WRITABLE;
        if (ready[i].events & (EPOLLRDHUP | EPOLLHUP)) flags |= CSOCKETS_PEER_CLOSED;
        if (ready[i].events & (EPOLLERR | EPOLLHUP)) flags |= CSOCKETS_BROKEN;
        events[i].token = ready[i].data.u64;
        events[i].flags = flags;
    }
    return count;
}

int csockets_open_directory(const char *path) {
    int descriptor;
    RETRY(descriptor, open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return descriptor < 0 ? -errno : descriptor;
}

// O_NONBLOCK: opening a FIFO that lies in the directory must not hang.
int csockets_open_at(int directory, const char *name) {
    int descriptor;
    RETRY(descriptor, openat(directory, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    return descriptor < 0 ? -errno : descriptor;
}

int csockets_file_status_of(int descriptor, csockets_file_status *status) {
    struct stat info;
    if (fstat(descriptor, &info) != 0) return -errno;
    status->size = info.st_size;
    status->modified_seconds = info.st_mtim.tv_sec;
    status->modified_nanoseconds = info.st_mtim.tv_nsec;
    status->inode = info.st_ino;
    status->is_regular = S_ISREG(info.st_mode) ? 1 : 0;
    status->is_directory = S_ISDIR(info.st_mode) ? 1 : 0;
    return 0;
}

ssize_t csockets_read_at(int descriptor, void *bytes, size_t count, int64_t offset) {
    ssize_t result;
    RETRY(result, pread(descriptor, bytes, count, offset));
    return result < 0 ? -errno : result;
}
