{#- nbgrader's list of a lesson's notebooks, and whose share comes first -#}
{%- extends 'nbgrader/gradebook_notebook_submissions.tpl' -%}

{%- block messages -%}
{%- if course is defined and course.grader %}
<p id="course-share">
{%- if course.mine %}{{ course.grader | e }}: your share comes first, submissions 1 to {{ course.mine }} of {{ course.all }}; {{ course.waiting }} of yours {{ "waits" if course.waiting == 1 else "wait" }} for you.
{%- else %}{{ course.grader | e }}: nothing of this lesson is in your share; all {{ course.all }} submissions are listed.
{%- endif %}</p>
{%- endif %}
{{ super() }}
{%- endblock -%}
