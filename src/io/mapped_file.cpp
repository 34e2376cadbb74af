#include "io/mapped_file.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <utility>

namespace dostyq::io {
namespace {

struct Closer {
  int file = -1;
  ~Closer() {
    if (file >= 0) ::close(file);
  }
};

}  // namespace

Result<MappedFile> MappedFile::open(const std::filesystem::path& path) {
  const auto wrong = [&](std::string key) {
    return fail(std::move(key), {path.string()}, {path.filename().string(), 0, ""});
  };
  const Closer opened{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (opened.file < 0) return wrong(errno == ENOENT ? "file.missing" : "file.not_readable");
  struct stat status{};
  if (::fstat(opened.file, &status) != 0 || !S_ISREG(status.st_mode)) {
    return wrong("file.not_readable");
  }
  const auto size = static_cast<size_t>(status.st_size);
  MappedFile mapped;
  if (size == 0) return mapped;
  void* const memory = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, opened.file, 0);
  if (memory == MAP_FAILED) return wrong("file.not_readable");
  mapped.owner_.reset(memory, [size](void* start) { ::munmap(start, size); });
  mapped.text_ = {static_cast<const char*>(memory), size};
  return mapped;
}

}  // namespace dostyq::io
