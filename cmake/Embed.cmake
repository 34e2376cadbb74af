# dostyq_embed(TARGET SYMBOL FILE): the bytes of FILE inside TARGET, read in C++ as
#   namespace dostyq::embedded { std::string_view SYMBOL(); }
# The file is built or fetched by ./dev build (npm) before CMake runs.
set(DOSTYQ_EMBEDDED_TEMPLATE ${CMAKE_CURRENT_LIST_DIR}/embedded.cpp.in)

function(dostyq_embed TARGET SYMBOL FILE)
  if(NOT EXISTS "${FILE}")
    message(FATAL_ERROR "${FILE} is missing: run ./dev build, which makes it before it configures CMake")
  endif()
  set(EMBEDDED_NAME ${SYMBOL})
  set(EMBEDDED_FILE "${FILE}")
  set(CODE "${CMAKE_CURRENT_BINARY_DIR}/embedded_${SYMBOL}.cpp")
  configure_file("${DOSTYQ_EMBEDDED_TEMPLATE}" "${CODE}" @ONLY)
  set_source_files_properties("${CODE}" PROPERTIES OBJECT_DEPENDS "${FILE}")
  target_sources(${TARGET} PRIVATE "${CODE}")
endfunction()

# dostyq_embed_folder(TARGET FOLDER): every file of FOLDER inside TARGET, as portal::embedded_assets() (src/portal/assets.hpp) gives them;
# FILE.gz and FILE.br stand beside FILE in its entry. A new or changed file is embedded by the next build.
set(DOSTYQ_EMBED_FOLDER_SCRIPT ${CMAKE_CURRENT_LIST_DIR}/embed_folder.cmake)

function(dostyq_embed_folder TARGET FOLDER)
  file(GLOB_RECURSE FILES CONFIGURE_DEPENDS "${FOLDER}/*")
  set(CODE "${CMAKE_CURRENT_BINARY_DIR}/embedded_folder.cpp")
  add_custom_command(
    OUTPUT "${CODE}"
    COMMAND ${CMAKE_COMMAND} "-DOUT=${CODE}" "-DFOLDER=${FOLDER}" -P "${DOSTYQ_EMBED_FOLDER_SCRIPT}"
    DEPENDS ${FILES} "${DOSTYQ_EMBED_FOLDER_SCRIPT}"
    VERBATIM)
  target_sources(${TARGET} PRIVATE "${CODE}")
endfunction()
