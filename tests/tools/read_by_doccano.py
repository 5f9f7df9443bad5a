"""Import files into a doccano, export them again, and print what it holds, as JSON.

Runs under a Python that has doccano, which makes a database of its own in a folder that it is
given: ``FOLDER OUT FILE...``. ``OUT`` gets what doccano exports, a file for each imported one.
"""

import io
import json
import os
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path

import backend

place = Path(tempfile.mkdtemp())
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.development"
os.environ["DATABASE_URL"] = f"sqlite:///{place / 'doccano.sqlite3'}"
os.environ["MEDIA_ROOT"] = str(place / "media")
sys.path.insert(0, str(Path(backend.__file__).parent))


def begin() -> None:
    """Set doccano up on a database of its own."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("create_roles", verbosity=0, stdout=io.StringIO())


def through(path: Path, number: int, out: Path) -> dict[str, object]:
    """Import a file as doccano's window does, export it again; return what was imported."""
    from data_export.celery_tasks import export_dataset
    from data_import.datasets import load_dataset
    from data_import.pipeline.catalog import RELATION_EXTRACTION, create_file_format
    from data_import.pipeline.readers import FileName
    from django.contrib.auth import get_user_model
    from labels.models import Relation, Span
    from projects.models import ProjectType, SequenceLabelingProject

    user = get_user_model().objects.create_user(f"user{number}")
    project = SequenceLabelingProject.objects.create(
        name=path.name,
        project_type=ProjectType.SEQUENCE_LABELING,
        created_by=user,
        allow_overlapping=True,
        use_relation=True,
    )
    project.add_admin()
    files = [FileName(str(path), path.name, path.name)]
    loaded = load_dataset(RELATION_EXTRACTION, create_file_format("JSONL"), files, project)
    loaded.save(user)
    with zipfile.ZipFile(export_dataset(project.id, "JSONL")) as archive:
        (exported,) = archive.namelist()
        (out / path.name).write_bytes(archive.read(exported))
    return {
        "errors": [str(each) for each in loaded.errors],
        "texts": project.examples.count(),
        "spans": Span.objects.filter(example__project=project).count(),
        "relations": Relation.objects.filter(example__project=project).count(),
    }


begin()
out = Path(sys.argv[1])
told = {
    Path(name).name: through(Path(name), number, out) for number, name in enumerate(sys.argv[2:])
}
shutil.rmtree(place, ignore_errors=True)
print(json.dumps(told))  # noqa: T201
