#include "travel/hierarchy_file.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <string>
#include <system_error>

#include "travel/hierarchy_check.hpp"

namespace dostyq::travel {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  int get() const { return fd_; }
  bool is_open() const { return fd_ >= 0; }

 private:
  int fd_;
};

tl::unexpected<Error> fail_file(const char* key, const std::filesystem::path& path) {
  return fail(key, {path.string()}, {path.string(), 0, ""});
}

bool write_all(int fd, std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes = bytes.subspan(static_cast<size_t>(written));
  }
  return ::fsync(fd) == 0;
}

std::filesystem::path name_beside(const std::filesystem::path& path) {
  static std::atomic<unsigned> count{0};
  std::filesystem::path beside = path;
  beside += "." + std::to_string(::getpid()) + "." + std::to_string(count++) + ".part";
  return beside;
}

}  // namespace

Result<void> save_hierarchy(const Hierarchy& hierarchy, const std::filesystem::path& path) {
  const std::filesystem::path beside = name_beside(path);
  bool written = false;
  {
    const Descriptor file(::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644));
    if (!file.is_open()) return fail_file("file.not_writable", path);
    written = write_all(file.get(), hierarchy.bytes());
  }
  std::error_code error;
  if (written) std::filesystem::rename(beside, path, error);
  if (written && !error) return {};
  std::filesystem::remove(beside, error);
  return fail_file("file.not_writable", path);
}

Result<Hierarchy> open_hierarchy(const std::filesystem::path& path,
                                 const std::optional<InputHash>& expected) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.is_open()) {
    return fail_file(errno == ENOENT ? "file.missing" : "file.not_readable", path);
  }
  struct stat status{};
  if (::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode)) {
    return fail_file("file.not_readable", path);
  }
  const auto size = static_cast<size_t>(status.st_size);
  if (size == 0) return fail_file("travel.hierarchy_damaged", path);
  void* const memory = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, file.get(), 0);
  if (memory == MAP_FAILED) return fail_file("file.not_readable", path);
  const std::shared_ptr<const void> owner(memory, [size](void* start) { ::munmap(start, size); });
  const std::span<const std::byte> bytes(static_cast<const std::byte*>(memory), size);
  switch (image::check(bytes)) {
    case image::Fault::kDamaged:
      return fail_file("travel.hierarchy_damaged", path);
    case image::Fault::kVersion:
      return fail_file("travel.hierarchy_version", path);
    case image::Fault::kNone:
      break;
  }
  Hierarchy hierarchy(owner, bytes);
  if (expected && hierarchy.input_hash() != *expected) {
    return fail_file("travel.hierarchy_stale", path);
  }
  return hierarchy;
}

}  // namespace dostyq::travel
