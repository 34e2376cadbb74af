# cmake -DOUT=embedded_folder.cpp -DFOLDER=web/portal/dist -P embed_folder.cmake
# Writes C++ that defines portal::embedded_assets(); each file's hash is in the text, so that a changed file is compiled in again.
file(GLOB_RECURSE FILES RELATIVE "${FOLDER}" "${FOLDER}/*")
list(SORT FILES)
set(ASSEMBLY "")
set(SYMBOLS "")
set(ENTRIES "")
set(NUMBER 0)

macro(part PATH NAME)
  file(SHA256 "${FOLDER}/${PATH}" HASH)
  string(APPEND ASSEMBLY
         "    // ${HASH}\n"
         "    \".balign 16\\n.hidden dostyq_asset_${NAME}_begin\\n.hidden dostyq_asset_${NAME}_end\\n\"\n"
         "    \".global dostyq_asset_${NAME}_begin\\n.global dostyq_asset_${NAME}_end\\n\"\n"
         "    \"dostyq_asset_${NAME}_begin:\\n.incbin \\\"${FOLDER}/${PATH}\\\"\\ndostyq_asset_${NAME}_end:\\n.byte 0\\n\"\n")
  string(APPEND SYMBOLS "extern const char dostyq_asset_${NAME}_begin[];\nextern const char dostyq_asset_${NAME}_end[];\n")
  set(VIEW "view(dostyq_asset_${NAME}_begin, dostyq_asset_${NAME}_end)")
endmacro()

foreach(FILE IN LISTS FILES)
  if(FILE MATCHES "\\.(gz|br)$")
    continue()
  endif()
  part("${FILE}" "${NUMBER}")
  set(ENTRY "    {\"${FILE}\", ${VIEW}")
  foreach(CODING gz br)
    if(EXISTS "${FOLDER}/${FILE}.${CODING}")
      part("${FILE}.${CODING}" "${NUMBER}_${CODING}")
      string(APPEND ENTRY ", ${VIEW}")
    else()
      string(APPEND ENTRY ", {}")
    endif()
  endforeach()
  string(APPEND ENTRIES "${ENTRY}},\n")
  math(EXPR NUMBER "${NUMBER} + 1")
endforeach()

file(WRITE "${OUT}" "// Made by cmake/embed_folder.cmake.
#include \"portal/assets.hpp\"

asm(\".pushsection .rodata\\n\"
${ASSEMBLY}    \".popsection\\n\");

extern \"C\" {
${SYMBOLS}}

namespace dostyq::portal {

std::span<const AssetFile> embedded_assets() {
  const auto view = [](const char* begin, const char* end) {
    return std::string_view(begin, static_cast<std::size_t>(end - begin));
  };
  static const AssetFile kFiles[] = {
${ENTRIES}  };
  return kFiles;
}

}  // namespace dostyq::portal
")
